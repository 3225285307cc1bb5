"""Words beside which a name is likely, or unlikely, in Canadian French."""

from __future__ import annotations

from bot.core.names.cue_kinds import Cues, word_set

FRENCH = Cues(
    named_after=word_set(
        """rue avenue av boulevard boul chemin ch rang autoroute place parc ecole cegep universite college
        hopital eglise paroisse saint sainte st ste pont metro station gare edifice salle arena centre
        fondation institut prix ouragan"""
    ),
    named_before=frozenset(),
    function_words=word_set(
        """le la les l un une des du de d au aux a en dans sur sous par pour avec sans chez entre vers contre
        depuis pendant et ou mais donc or ni car que qu qui quoi dont quand comme si comment pourquoi
        combien je j tu il elle on nous vous ils elles me m te t se s lui leur eux moi toi soi y ce c cet
        cette ces ca cela ceci mon ma mes ton ta tes son sa ses notre nos votre vos leurs quel quelle quels
        quelles tout toute tous toutes aucun aucune autre autres meme memes plusieurs quelque quelques
        chaque chus chu fait-que deuxieme troisieme tres trop plus moins peu beaucoup bien mal ne n pas
        non oui point jamais toujours encore deja
        aussi ici alors puis pis ensuite apres avant hier demain maintenant est es suis sommes etes sont
        etait etaient etre ete sera as ai avons avez ont avait avoir eu va vas vais vont aller fait font
        faire dit dire peut peuvent pouvoir veut veulent doit faut merci bonjour bonsoir salut svp deux
        trois quatre cinq six sept huit neuf dix jour jours soir matin nuit semaine mois an ans heure heures
        bon bonne grand grande petit petite premier ok ouais ben voila quelqu personne rien chose gens temps
        fois"""
    ),
    honorifics=word_set(
        """m mr mme mlle mmes mm monsieur madame mademoiselle dr dre me maitre docteur docteure abbe soeur
        frere prof professeur"""
    ),
    roles=word_set(
        """superviseur superviseure superviseuse contremaitre patron patronne boss chef cheffe collegue
        camarade confrere consoeur compagnon delegue deleguee president presidente secretaire tresorier
        tresoriere temoin temoins ami amie chum blonde mari femme frere soeur cousin cousine oncle tante
        mononcle matante tonton tatie papi mamie pepe
        meme fils fille voisin voisine avocat avocate infirmier infirmiere mecanicien soudeur
        soudeuse directeur directrice gerant gerante agent agente conseiller conseillere representant
        representante ouvrier ouvriere travailleur travailleuse operateur operatrice cariste chauffeur
        chauffeuse gars bonhomme madame pere mere papa maman grand-mere beau-frere belle-soeur jeune vieux
        petit grosse gros ti coordonnateur coordonnatrice inspecteur inspectrice juge enqueteur prepose
        preposee technicien technicienne commis adjoint adjointe vice-presidente vice-president
        contremaitresse arbitre mediateur rh nomme nommee dame monsieur employe employee membre collegues
        coworker foreman lead superintendant surintendant surintendante neveu niece conjoint conjointe ex"""
    ),
    introductions=word_set(
        """appelle appelles nomme nommee suis signe signee cordialement nom noms salutations temoin temoins
        c'est moi de-la-part"""
    ),
    deeds=word_set(
        """hesite sort sortait sortie rentre conduit chante connait oublie envoie envoyait texte appuie vote
        voulait recoit tient semble devient cherche dit dis disait dise a as avait va vas vient venait voit
        vu voyait sait savait pense pensait veut peut pouvait doit devait est etait sera fait faisait parle
        parlait appelle appelait ecrit ecrivait signe travaille travaillait demande demandait arrive
        arrivait part parti reste restait donne donnait prend prenait met mettait a-t-il temoigne confirme
        explique raconte raconté crie menace perdu gagne refuse accepte quitte pleure tombe mort decede
        revient revenait apporte amene dirige organise propose pourrait voudrait aurait serait ira fera
        viendra dira aura ont sont veulent"""
    ),
    done_to=word_set(
        """dites textez avisez remerciez engueule engueuler chicane chicaner congedie congediee congedier
        congedié renvoye renvoyee renvoyer suspendu suspendue suspendre menace menacee menacer appelle
        appeler appelez appelle-moi texte texter demande demander demandez dis dire parle parler parlez
        contacte contacter contactez vu voir vois voit connais connait connaissez rencontre rencontrer aide
        aider aidez remercie remercier accuse accuser accusé nomme engage embauche embaucher mute transfere
        transferer frappe frapper pousse paye payer reintegre reintegrer elu elire soutenir appuyer appuyez
        vire virer slacke slaquer slacker clairer claire crisse crisser demis convoque convoquer interroge
        interroger surveille surveiller suivi suivre avise avertir avertis avertissez ecris ecrire ecrivez
        invite inviter donne donner donnez montre montrer envoie envoyer envoyez laisse laisser laissez
        salue saluer felicite feliciter rappelle rappeler protege proteger protegez croire crois oublie
        oublier oubliez remplace remplacer remplacee attends attend checker check watcher mis"""
    ),
    calls=word_set(
        """salut allo bonjour bonsoir merci cher chere bravo felicitations fete adieu desole coudonc heille hey
        ok oui scuse svp bienvenue lache courage"""
    ),
    joins=word_set(
        """avec a pour par de d chez contre entre sans selon et ou pis puis que qu comme si quand ni sur meme
        mais sauf depuis parce car aussi dont"""
    ),
    places=word_set("en dans au aux vers pres hors"),
    determiners=word_set(
        """les des un une ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs
        chaque tout toute tous toutes aucun aucune quel quelle au aux du"""
    ),
    articles=word_set("le la l"),
    things_before=word_set(
        """appli application film serie livre revue journal magazine chaine emission balado chanson
        album jeu ligue coupe
        presse tour fraiseuse robot grue machine imprimante logiciel systeme compagnie outil autobus train tempete
        ministre depute deputee maire mairesse senateur pape chanteur chanteuse
        comedien juge commissaire usines entrepots succursale barrage raffinerie aeroport reserve communaute
        rue avenue av boulevard boul chemin ch rang route autoroute place parc usine entreprise compagnie
        groupe syndicat union federation confederation centrale section local article loi code chapitre
        annexe ecole cegep universite college hopital clsc chsld eglise paroisse saint sainte ville
        municipalite quartier comte province lac riviere fleuve mont ile pont metro station gare banque
        caisse magasin hotel resto restaurant depanneur pharmacie epicerie garage marche marque modele
        camion char mine aluminerie papetiere scierie abattoir cooperative fondation institut comite
        commission parti conseil ministere tribunal cour fete jour equipe tour edifice salle arena centre
        entrepot terminal accord protocole plan programme projet affaire"""
    ),
    things_after=word_set(
        """inc ltee ltd enr sec corp canada quebec international industries transport automobile aluminium
        acier"""
    ),
    fillers=word_set(
        """m t s l lui nous vous se y en ne n me te le la les leur a est qui pas aussi ben juste deja jamais
        toujours vient ont"""
    ),
    belongings=word_set(
        """nom numero cell tel telephone maison char fils fille mere pere blonde chum femme mari frere soeur
        famille signature temoignage declaration dossier congediement fete funerailles photo nouvelles cas"""
    ),
    links=word_set("a de avec"),
    motion=frozenset(),
)
