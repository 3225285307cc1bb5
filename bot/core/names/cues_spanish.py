"""Words beside which a name is likely, or unlikely, in Mexican Spanish."""

from __future__ import annotations

from bot.core.names.cue_kinds import Cues, word_set

SPANISH = Cues(
    named_after=word_set(
        """calle avenida av blvd boulevard bulevar colonia col fraccionamiento fracc privada carretera
        autopista calzada callejon plaza parque jardin universidad escuela primaria secundaria prepa
        preparatoria hospital clinica iglesia parroquia san santa santo estadio mercado puente glorieta
        auditorio unidad fundacion presa ejido foro huracan virgen tacos taqueria"""
    ),
    named_before=frozenset(),
    function_words=word_set(
        """el la los las lo un una unos unas de del a al en con por para sin sobre entre hasta desde hacia
        segun contra y e o u ni que q k si no ya pero mas porque xq pq pues cuando donde como cual quien
        cuyo yo tu ella ello nosotros nosotras ustedes ellos ellas me te se le les nos os mi mis tus su sus
        nuestro nuestra este esta esto estos estas ese esa eso esos esas aquel aquella muy mucho mucha
        muchos muchas poco poca todo toda todos todas nada nadie algo alguien alguno alguna otro otra otros
        otras mismo misma cada tan tanto bien mal asi ahi aqui alla aca ahora ahorita hoy ayer manana luego
        despues antes siempre nunca tambien tampoco solo nomas aun todavia casi es son soy eres somos era
        eran fue fueron ser sido siendo estan estoy estamos estaba estaban estar estado he ha han hemos
        haber hay habia hubo tengo tiene tienen tenemos tenia tener va van voy vamos ir hace hacen hacer
        hizo dice dicen decir dijo puede pueden poder quiero quiere quieren debe deben dan dar da doy dia
        dias noche noches tarde tardes hora horas semana mes ano buenos buenas bueno buena gracias hola
        favor dos tres cuatro cinco seis siete ocho nueve diez uno primero segundo segunda tercero
        tercera cuarto cuarta quinto quinta sexto sexta septimo octavo
        noveno decimo bis ter quater nel chale orale quiubo ultima tomas estes gran via sale
        mejor deja dejan cara caras vez veces gente cosa cosas casa trabajo bello"""
    ),
    honorifics=word_set(
        """don dona sr sra srta senor senora senorita sres lic licenciado licenciada ing inge ingeniero
        ingeniera dr dra doctor doctora prof profe profesor profesora maestro maestra mtro mtra arq cp
        contador contadora padre fray sor atte"""
    ),
    roles=word_set(
        """companero companera compa compas compita companeros companeras camarada supervisor supervisora super
        jefe jefa patron gerente encargado encargada lider delegado delegada secretario secretaria testigo
        operador operadora hermano hermana primo prima tio tia comadre compadre cuate carnal vecino vecina
        hijo hija esposo esposa marido mujer novio novia suegra suegro cunado cunada abogado abogada guardia
        chofer enfermera mecanico soldador amigo amiga muchacho muchacha chavo chava morro morra guey wey
        bato vato senores joven director directora presidente presidenta tesorero tesorera vocal asesor
        asesora inspector inspectora juez jueza magistrado obrero obrera trabajador trabajadora ayudante
        montacarguista almacenista tecnico tecnica intendente mayordomo capataz mama papa abuela abuelo
        sobrino sobrina nieto nieta madrina padrino viuda maistro patrona coordinador coordinadora
        reclutador reclutadora recursos rh facilitador contralor auditor asistente comisario comandante
        agente diputado regidor notario perito coyote pinche ese tal mentado mentada"""
    ),
    introductions=word_set(
        """llamo soy llama llaman llamado llamada nombre nombres apellida apellido dicen atentamente firma
        firman firmo firmado saludos attn testigo testigos habla"""
    ),
    deeds=word_set(
        """vendio vende compra compro camina presta presto ofrece ofrecio hesita manifesto marco marca
        contestaba reclama reclamo exige exigio vota rajo raja aguanto aguanta lleg metieron oyo consiguio
        recogio recoge maneja cuida cuido escucho escucha platica platico invito invita apoya apoyo dijo
        dice dicen dijeron conto cuenta comento comenta aviso avisa pregunto pregunta pidio pide vio ve sabe
        supo firmo firma declaro declara testifico renuncio fue es era esta estaba anda andaba tiene tenia
        trae trajo quiere queria vino viene llego llega salio sale entro entra hablo habla llamo llama mando
        manda escribio escribe trabaja trabajaba lleva llevo quedo queda puede podia iba hizo hace dio puso
        pone denuncio acuso amenazo amenaza golpeo corrio despidio regreso falto falta cayo perdio gano voto
        confirmo explico mintio grabo publico subio paso murio fallecio sigue seguia necesita ayuda ayudo
        cree creyo piensa vive vivia conoce conocio junto contesto contesta metio saco logro acepto nego
        presento trata trato busca busco anduvo estuvo tuvo quiso reparte debe opina organiza organizo junta
        descanso recibio cobro"""
    ),
    done_to=word_set(
        """dijo conto comento aviso pregunto contesto grito juro confeso nombro llamaron despidieron despidio
        despiden corrieron corrio corren dile diganle dígale digale digan decirle diles avisale avisenle
        avisarle preguntale pregunten preguntenle preguntarle llamale llamenle llamen marcale marcarle
        marquenle busquen busca buscan buscar vi vieron vio ver hablale hablarle amenazaron amenazo amenazan
        golpearon golpeo suspendieron liquidaron cambiaron castigaron mandaron quitaron sacaron citaron
        acusan acusaron culpan denunciaron reinstalaron reinstalen contrataron boletinaron ayudar ayuden
        ayudenle apoyar apoyen apoyemos felicidades felicitar agradecer detuvieron levantaron siguieron
        grabaron presionaron obligaron ofrecieron pagaron dieron dijeron mande manden mandale pasenle pasale
        pidanle pidele conocen conoces conocer esperen esperamos encontraron protejan proteger visitaron
        escondan metieron pusieron bajaron subieron descansaron dejaron dejaran dejen vean entrevistaron
        interrogaron eligieron elegimos propongo proponemos voten votamos nombraron hicieron tocaron
        corrieran corran quieren odian recuerden recordar cuide cuiden extranamos regresaron regresen debo
        deben digo"""
    ),
    calls=word_set(
        """hola oye oiga buenas buenos dias tardes noches gracias felicidades saludos estimado estimada querido
        querida animo fuerza bienvenido bienvenida adios perdon mira ey oigan ok sale porfa felicitaciones
        cumpleanos abrazo bendiciones"""
    ),
    joins=word_set(
        """a con para pa por de entre contra sin segun y e o u que q como ni hasta sobre ante porque pq xq si
        pero cuando donde mientras ya creo tambien hoy ayer solo nomas tampoco aunque pues entonces"""
    ),
    places=word_set("en desde hacia cerca rumbo afuera fuera"),
    determiners=word_set(
        """los las un una unos unas este esta estos estas mi mis tu tus su sus nuestro nuestra nuestros
        nuestras cada todo toda todos todas ningun ninguna cual otro otra otros otras algun alguna muchos
        muchas varios varias mas tanto tanta buen gran"""
    ),
    articles=word_set("el la al del"),
    things_before=word_set(
        """aplicacion app pelicula serie libro revista diario periodico canal programa podcast cancion
        disco juego torneo
        copa prensa torno fresadora robot grua maquina impresora sistema aerolinea producto refresco cerveza
        gobernador gobernadora senador senadora ministro ministra alcalde alcaldesa
        cantante actor actriz nave bodega cedis sucursal convenio convencion tratado acuerdo resolucion sala
        agencia aseguradora afore refineria termoelectrica hidroelectrica presa aeropuerto comunidad paraje
        calle avenida av blvd boulevard bulevar colonia col fraccionamiento fracc privada carretera
        autopista libramiento calzada callejon plaza parque jardin planta empresa fabrica maquila
        maquiladora grupo industrias industria manufacturas sindicato union federacion confederacion central
        liga casa centro universidad escuela primaria secundaria prepa preparatoria hospital clinica iglesia
        parroquia templo santuario virgen san santa santo ciudad cd municipio estado ejido rancho pueblo
        villa puerto cerro rio lago presa valle ley leyes articulo art reglamento norma codigo seccion local
        tribunal juzgado secretaria ministerio banco tienda hotel restaurante taqueria estadio mercado ruta
        linea marca modelo camioneta carro troca camion mina minera cooperativa fundacion instituto comite
        comision partido consejo asociacion plan programa operativo huracan tormenta dia fiesta feria cancha
        unidad torre edificio metro estacion terminal garita puente crucero glorieta barrio corporativo
        constructora transportes farmacia farmacias tortilleria panaderia gimnasio salon caso foro auditorio
        premio"""
    ),
    things_after=word_set(
        """sa sapi inc corp sade srl ac scl norte sur oriente poniente internacional automotriz industrial
        logistica"""
    ),
    fillers=word_set(
        """me te le nos les lo la los las se ya no tambien siempre nunca apenas si que q todavia aun solo nomas
        tampoco hasta pues bien"""
    ),
    belongings=word_set(
        """num numero nombre cel celular tel telefono casa hijo hija hijos mama papa esposa esposo mujer marido
        hermano hermana familia firma testimonio declaracion carro troca recibo caso finiquito despido
        cumple cumpleanos boda funeral velorio entierro foto fotos recado parte culpa"""
    ),
    links=word_set("a al"),
    motion=word_set(
        """voy vas va vamos van ir iba iban fui fue fueron llegar llego llegue llegaron llegamos viajar viajo
        viajamos volver volvio entrar entro salir salio salimos mudaron mudo bienvenidos bienvenidas cerca
        frente junto km minutos horas rumbo vengan ven venir viene vienen"""
    ),
)
