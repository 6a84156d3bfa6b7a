import Cahier
import Documents
import HTTP
import Procedure
import Server

/// What is served at one address.
struct Route: Sendable {
    let handlers: [Method: Handler]

    init(_ handlers: [Method: Handler]) { self.handlers = handlers }

    /// The methods, as `Allow` lists them.
    var allow: String {
        var names = handlers.keys.map(\.rawValue) + ["OPTIONS"]
        if handlers[.get] != nil { names.append("HEAD") }
        return names.sorted().joined(separator: ", ")
    }

    var options: Fields {
        var fields = Defense.common
        fields.add(.allow, allow)
        return fields
    }

    /// Every address of the site, but those of one exercice in the API.
    static let table: [String: Route] = [
        "/": Route([.get: Web.porte]),
        "/exercices": Route([.post: Web.begin]),
        "/rejoindre": Route([.get: Web.rejoindre, .post: Web.entrer]),
        "/suivi": Route([.get: Web.suiviDeSalle]),
        "/formation": Route([.get: Web.formation, .post: apart(Web.ouvrir)]),
        "/accueil": Route([.get: Web.accueil]),
        "/fiche": Route([.get: Web.fiche]),
        "/identification": Route([.get: Web.identification, .post: Web.identifier]),
        "/code-provisoire": Route([.get: Web.codeProvisoire, .post: Web.demanderCode]),
        "/messagerie": Route([.get: Web.messagerie, .post: Web.juger]),
        "/courrier": Route([.get: Web.courrier, .post: Web.poster]),
        "/courrier/postee": Route([.get: Web.courrierPoste]),
        "/choix": Route([.get: Web.choix, .post: Web.choisir]),
        "/confirmation": Route([.get: Web.confirmation, .post: Web.confirmer]),
        "/prise-en-compte": Route([.get: Web.priseEnCompte]),
        "/justificatif.pdf": Route([.get: apart(Web.justificatif)]),
        "/demarche": Route([.post: Web.nouvelleDemarche]),
        "/3422": Route([.get: Web.telephone, .post: Web.appeler]),
        "/3422/suivi": Route([.get: Web.suivi]),
        "/3422/conseiller": Route([.get: Web.conseiller, .post: Web.conseillerAgit]),
        "/3422/conseiller/suivi": Route([.get: Web.suiviConseiller]),
        "/reglages": Route([.get: Web.reglages, .post: Web.regler]),
        "/bilan": Route([.get: apart(Web.bilan)]),
        verification: Route([.get: Web.verification, .post: apart(Web.verifier)]),
        "/verification/certificat.pem": Route([.get: Web.certificat]),
        "/a-propos": Route([.get: Web.aPropos]),
        "/aide": Route([.get: Web.aide]),
        "/aide/mots": Route([.get: Web.mots]),
        "/aide/procedure": Route([.get: Web.procedure]),
        "/reseau": Route([.get: Web.reseau]),
        "/facile": Route([.get: Web.facile]),
        "/guide": Route([.get: Web.guide]),
        "/accessibilite": Route([.get: Web.accessibilite]),
        "/healthz": Route([.get: Web.sante]),
        "/metrics": Route([.get: Web.metrics]),

        "/api": Route([.get: API.index]),
        "/api/openapi.json": Route([.get: API.openAPI]),
        "/api/fiches": Route([.get: API.fiches]),
        "/api/scenarios": Route([.get: API.scenarios]),
        "/api/procedure": Route([.get: API.procedure]),
        "/api/exercices": Route([.post: API.begin]),
        "/api/formation": Route([.post: apart(API.ouvrirSalle)]),
        verificationAPI: Route([.post: apart(API.verification)]),
    ]

    static let verification = Documents.Justificatif.verification, verificationAPI = "/api/verification"

    /// Every address below `/api/exercices/{id}`.
    static let ofExercice: [String: Route] = [
        "": Route([.get: API.exercice, .delete: API.erase]),
        "/identification": Route([.post: API.commande(\.identification)]),
        "/choix": Route([.post: API.commande(\.choix)]),
        "/confirmation": Route([.post: API.confirmation]),
        "/justificatif": Route([.get: apart(API.justificatif)]),
        "/demarche": Route([.post: API.nouvelleDemarche]),
        "/horloge": Route([.put: API.horloge]),
        "/evenements": Route([.get: apart(API.evenements)]),
        "/incident": Route([.put: API.declarerIncident, .delete: API.terminerIncident]),
        "/code-provisoire": Route([.post: API.codeProvisoire]),
        "/messages": Route([.get: API.messages, .post: API.commande(\.jugement)]),
        "/courrier": Route([.post: API.commande { _ in .envoyerCourrier }]),
    ].merging(API.appels) { first, _ in first }

    /// Every address below `/formation/{secret}`.
    static let ofSalle = [
        "": Route([.get: Web.salle]),
        "/suivi": Route([.get: Web.suiviDuRegistre]),
        "/interventions": Route([.post: Web.intervenir]),
        "/annulation": Route([.post: Web.annuler]),
        "/kit.pdf": Route([.get: Web.kit]),
        "/bilan.pdf": Route([.get: Web.bilanImprime]),
        "/etape": Route([.post: Web.commencerEtape]),
        "/jeu-de-role": Route([.post: Web.jeuDeRole]),
        "/plan": Route([.get: Web.plan, .post: Web.changerPlan]),
        "/plan.json": Route([.get: Web.planEnFichier]),
        "/bilan": Route([.get: Web.bilanDeSalle]),
        "/bilan.csv": Route([.get: Web.bilanEnCSV]),
        "/effacer": Route([.get: Web.confirmerEffacement, .post: Web.effacer]),
    ].mapValues(\.apart)

    /// Every address below `/api/formation/{secret}`.
    static let ofSalleAPI = [
        "": Route([.get: API.salle, .delete: API.effacerSalle]),
        "/interventions": Route([.post: API.intervenir]),
        "/annulation": Route([.post: API.annuler]),
        "/etape": Route([.post: API.commencerEtape]),
        "/jeu-de-role": Route([.post: API.jeuDeRole]),
        "/plan": Route([.get: API.plan, .put: API.changerPlan]),
        "/bilan": Route([.get: API.bilanDeSalle]),
    ].mapValues(\.apart)

    /// The addresses that name something by its id: what stands before the id, and what may stand after it.
    static let withID: [(prefix: String, routes: [String: Route])] = [
        ("/api/exercices/", ofExercice), ("/formation/", ofSalle), ("/api/formation/", ofSalleAPI),
    ]

    /// Everything that is done at some address.
    static let any = Route((Array(table.values) + withID.flatMap(\.routes.values)).reduce(into: [:]) { $0.merge($1.handlers) { first, _ in first } })

    /// The route of a path, and the exercice or the salle that it names. A path that names none as ids are written has no route.
    static func named(_ path: String) -> (route: Route?, id: ExerciceID?) {
        // Most are too short to name one.
        guard path.utf8.count > ExerciceID.longueur, let (prefix, routes) = withID.first(where: { path.hasPrefix($0.prefix) }) else { return (table[path], nil) }
        let octets = path.utf8Span.span, start = prefix.utf8.count, end = start + ExerciceID.longueur
        guard octets.count >= end, let id = ExerciceID(octets.extracting(start..<end)) else { return (nil, nil) }
        return (routes[String(path.utf8.dropFirst(end)) ?? ""], id)
    }
}
