"""Words beside which a name is likely, or unlikely, in English."""

from __future__ import annotations

from bot.core.names.cue_kinds import Cues, word_set

ENGLISH = Cues(
    named_after=word_set("saint st san santa santo fort mount mt lake camp port rue calle avenida"),
    named_before=word_set(
        """street st avenue ave road rd boulevard blvd highway bridge school university college hospital arena
        stadium airport act award foundation institute clinic center centre hotel valley county creek falls township
        lake river shipyard shipbuilding mine cup trophy memorial library campus theatre theater"""
    ),
    function_words=word_set(
        """the a an and or but if so to of in on at by for from with about into over under out up down off as
        is are was were be been being am do does did done have has had having can cant could would should
        shall might must not no yes i you he she it we they me him her us them my your his its our their
        mine yours this that these those there here who whom whose what which when where why how all any
        both each few more most other some such only own same than too very just also now then again once
        ever never always still even already get got go goes going gone went come came say said says tell
        told make made know knew think thought want need let lets im ive id ill youre hes shes theyre dont
        didnt doesnt isnt wasnt arent werent havent hasnt wouldnt couldnt shouldnt wont because cuz since
        until while during before after between against without within through like one two three four five
        six seven eight nine ten first last next new old good bad big long little much many every another
        anyone someone everyone nobody anything something everything nothing people man men woman women day
        days week weeks month year today tomorrow tonight yesterday morning night time hour hours work job
        thank thanks please ok okay yeah well right sure lol hi hey hello sorry guys"""
    ),
    honorifics=word_set(
        """mr mrs ms miss mx mister dr sir madam attorney atty rep sen hon fr rev pastor sgt officer ofc prof"""
    ),
    roles=word_set(
        """brother bro sister sis supervisor foreman forewoman lead manager boss steward coworker worker
        witness driver operator organizer rep captain nurse welder mechanic engineer lawyer cousin uncle
        aunt auntie tio tia son daughter husband wife friend buddy guy lady girl kid dude neighbor neighbour
        colleague member delegate president secretary treasurer chair chairperson chairman chairwoman
        director superintendent super chief inspector investigator agent judge doctor teacher father mother
        mom dad mum grandma grandpa granny gramps cuz boss mgr sup boyfriend
        girlfriend partner employee temp trainee janitor clerk
        technician tech assembler packer picker loader forklift pres vp committeeman committeeperson
        committeewoman alternate brothers sisters comrade fellow boy"""
    ),
    introductions=word_set("called name im i'm named signed sincerely regards cc attn contact witness witnesses"),
    deeds=word_set(
        """cant wont isnt aint hes shes whos needed wanted helped answered shows shares shared refuses hides
        hid slept sued sues pays paid owes owed said says told tells tell asked asks saw seen heard knows
        knew got gets signed testified testifies fired quit called calls texted messaged emailed wrote
        writes went goes came comes left works worked wants thinks thought did does has had is was will
        won't can could would should may might must confirmed filed reported spoke talked talks started
        stopped lost took takes gave gives brought brings made makes found sent sends showed needs lives
        lied lies swears swore retired died passed fell hurt hurting broke threatened threatens posted
        joined joins voted votes walked drove picked picks runs ran keeps kept wasnt didnt doesnt hasnt
        hadnt isn't wasn't didn't doesn't hasn't been being gonna bringing coming saying sits stands drives
        handles covers agreed refused promised claims claimed explained mentioned admitted noticed witnessed
        watched remembers cried shouted yelled won"""
    ),
    done_to=word_set(
        """fired fire told tell tells ask asked asking call called calling text texting texted message messaged
        msg contact see saw seen met meet meeting heard know knows thank thanks paid pay help helped helping
        suspended suspend threatened threaten wrote write transferred moved demoted laid pulled pull accused
        named following followed harassed harassing disciplined sent send gave give believe trust invite
        invited remind ping caught watched reinstated reinstate hired hire blacklisted terminated represent
        representing beat punched hit pushed grabbed visit visited picked drive bring brought email emailed
        let make made got get want wants need needs reach interview interviewed love miss support like hey
        yo fyi welcome about regarding re lost fuck cover covers covering protect promote promoted
        interrogated questioned questioning targeting targeted blame blamed say says said"""
    ),
    calls=word_set(
        """hi hello hey dear thanks thx ty thank yo welcome congrats congratulations bye sorry morning night
        afternoon evening birthday rip pls please ok okay yes"""
    ),
    joins=word_set(
        """with for to by from about against between behind after like and or w without than but only when if
        because cause cuz that says said since while where until even"""
    ),
    places=word_set("in at near outside of across around through into toward towards"),
    determiners=word_set("this that these those our your their its his her my some any every each no all both"),
    articles=word_set("the a an"),
    things_before=word_set(
        """app show series movie film book magazine newspaper paper channel podcast song album game
        league cup tournament
        press lathe robot crane machine printer software system brand tool truck car van bus train airline hurricane
        storm premier governor minister senator congressman congresswoman mayor pope singer actor
        street st avenue ave road rd plant local union section article act law clause chapter annex city
        town county province state university college school hospital church park fort mount mt lake river
        port bank company district team group brand model highway hwy route exit building gate line room
        saint san santa"""
    ),
    things_after=word_set(
        """electric electronics assembly stamping engine transmission casting bakery brewing dairy farms ranch
        cafe diner grill pizza motel outlet stores program fund trust press media radio station police
        office caucus congress formula effect memorial garden inn water power gas oil energy airlines
        telecom wireless street st avenue ave road rd boulevard blvd drive lane plant plants factory mill
        mine local union inc corp co llc ltd limited company group industries automotive motors foods steel
        technologies systems international university college school hospital church park act law clause
        county city state province river lake bridge highway center centre hall arena stadium building
        terminal logistics manufacturing workers employees bank insurance airport beach valley island hills
        heights springs falls day week agreement treaty accord report protocol award foundation institute
        agency commission board department ministry council federation association coalition network
        alliance campaign movement party news times post herald journal app store truck trucks pickup sedan
        suv tires tire phone laptop printer machine case decision ruling doctrine test bay creek ridge
        students nurses miners ports port campus dealers adjuncts strike employees staff janitors locals parish
        junction crossing square plaza mall hotel market supermarket pharmacy"""
    ),
    fillers=word_set(
        """just also already really even never always still who that he she has had was is did does do not n't
        didnt finally then there and actually maybe probably literally lowkey hes shes"""
    ),
    belongings=word_set(
        """name number phone house car wife husband kid kids mom dad son daughter brother sister cousin family
        locker signature testimony statement"""
    ),
    links=word_set("up to with off from at on about out for"),
    motion=frozenset(),
)
