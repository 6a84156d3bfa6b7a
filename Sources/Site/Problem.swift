import Cahier
import HTTP
import Markup
import Pages
import Procedure

/// An error of the API (RFC 9457). The code is stable; the words may change.
struct Problem: Error, Sendable {
    var status: Status
    var code: String
    var titre: String
    var detail: String
    /// More members: `erreurs`, `etape`, `transitions`, `choix`.
    var membres: @Sendable (inout JSONWriter) -> Void = { _ in }
    var retryAfter: Int?
    var allow: String?

    var response: Response {
        var fields = Defense.fields("application/problem+json")
        if let retryAfter { fields.add(.retryAfter, String(retryAfter)) }
        if let allow { fields.add(.allow, allow) }
        return Response(status, fields: fields, body: JSONWriter.bytes { json in
            json.object { json in
                json.member("simulation", true)
                json.member("type", "urn:opposition:probleme:" + code)
                json.member("title", titre)
                json.member("status", status.code)
                json.member("detail", detail)
                json.member("code", code)
                membres(&json)
            }
        })
    }
}

extension Problem {
    static let introuvable = Problem(
        status: .notFound, code: "introuvable", titre: "Introuvable",
        detail: "Il n’y a rien à cette adresse\u{A0}: vérifiez-la, ou commencez un exercice avec POST /api/exercices.")
    static let origineRefusee = Problem(
        status: .forbidden, code: "origine-refusee", titre: "Origine refusée",
        detail: "Cette demande vient d’un autre site. Envoyez-la depuis les pages de cet outil, ou sans navigateur.")
    static let hoteRefuse = Problem(
        status: .misdirectedRequest, code: "requete-invalide", titre: "Adresse inattendue",
        detail: "Cet outil n’est pas connu sous ce nom. Utilisez l’adresse affichée au démarrage.")
    static let jsonInvalide = Problem(
        status: .badRequest, code: "json-invalide", titre: "JSON invalide",
        detail: "Le corps n’est pas un objet JSON en UTF-8, chaque nom n’y étant donné qu’une fois.")
    static let requeteInvalide = Problem(
        status: .badRequest, code: "requete-invalide", titre: "Requête invalide",
        detail: "La requête ne peut pas être lue\u{A0}: un paramètre est mal encodé, ou donné deux fois.")
    static let indisponible = Problem(
        status: .serviceUnavailable, code: "service-indisponible", titre: "Service indisponible",
        detail: "L’outil ne peut pas enregistrer pour le moment. Rien n’est perdu\u{A0}: réessayez.", retryAfter: 5)
    static let complet = Problem(
        status: .serviceUnavailable, code: "service-indisponible", titre: "Trop d’exercices",
        detail: "Trop d’exercices ont été commencés sur ce réseau. Réessayez dans une minute.", retryAfter: 60)
    /// To wait does not help: it stays full.
    static let plein = Problem(
        status: .conflict, code: "exercice-plein", titre: "Exercice plein",
        detail: "Cet exercice a autant d’événements qu’il peut en garder\u{A0}: rien n’a été ajouté, et il reste à lire. Commencez-en un autre avec POST /api/exercices.")

    static let erreurInterne = Problem(
        status: .internalServerError, code: "erreur-interne", titre: "Erreur interne",
        detail: "Une erreur est survenue dans cet outil. Ce qui était confirmé est gardé.")

    static func typeNonSupporte(_ expected: String) -> Problem {
        Problem(
            status: .unsupportedMediaType, code: "type-non-supporte", titre: "Type non supporté",
            detail: "Le corps doit être annoncé par «\u{A0}Content-Type: \(expected)\u{A0}».")
    }

    static func methodeInterdite(_ allow: String) -> Problem {
        Problem(
            status: .methodNotAllowed, code: "methode-interdite", titre: "Méthode interdite",
            detail: "Cette adresse n’accepte que\u{A0}: \(allow).", allow: allow)
    }

    init(_ failure: Exercices.Failure) {
        self = switch failure {
        case .notFound: .introuvable
        case .unavailable: .indisponible
        case .full: .complet
        case .tooLong: .plein
        case .broken: .erreurInterne
        }
    }

    init(_ failure: Input.Failure, expected: String) {
        self = switch failure {
        case .unsupportedType: .typeNonSupporte(expected)
        case .malformed: .requeteInvalide
        case .malformedJSON: .jsonInvalide
        }
    }

    /// The server's own refusals, under the contract's codes.
    init(_ refusal: Refusal) {
        let code = switch refusal.status {
        case .contentTooLarge: "corps-trop-grand"
        case .headerFieldsTooLarge: "entete-trop-grand"
        case .serviceUnavailable: "service-indisponible"
        default: "requete-invalide"
        }
        self.init(status: refusal.status, code: code, titre: refusal.status.reason, detail: refusal.sentence)
        if refusal.status == .serviceUnavailable { retryAfter = 5 }
    }

    init(_ saisie: SaisieInvalide, carte: TypeCarteVitale? = nil) {
        self.init(
            status: .unprocessableContent, code: (saisie.numeroReel ? Refus.Code.numeroReelRefuse : .saisieInvalide).rawValue,
            titre: saisie.numeroReel ? "Numéro refusé" : "Saisie invalide",
            detail: (saisie.numeroReel ? Refus.Code.numeroReelRefuse : .saisieInvalide).message,
            membres: { json in
                json.member("erreurs") { json in
                    json.array(saisie.erreurs) { json, erreur in
                        json.object { json in
                            json.member("champ", erreur.champ.rawValue)
                            json.member("code", erreur.motif.rawValue)
                            json.member("message", erreur.message(carte: carte))
                        }
                    }
                }
            })
    }

    /// Which of those who are born on that day?
    init(jumeaux saisie: SaisieCode, _ exercice: Exercice) {
        let date = try? saisie.resultat.get().dateNaissance
        self.init(
            status: .unprocessableContent, code: Refus.Code.choixDuProfil.rawValue, titre: "Code non envoyé", detail: Refus.Code.choixDuProfil.message,
            membres: { json in
                json.member("profils") { json in
                    json.array(date.map(exercice.nes) ?? []) { json, rang in
                        json.object { json in
                            json.member("beneficiaire", exercice.beneficiaire(rang))
                            json.member("nom", exercice.nom(rang))
                        }
                    }
                }
            })
    }

    /// What the procedure refused, with what is possible instead.
    init(_ refus: Refus, _ snapshot: Exercices.Snapshot, _ commande: Commande, at reel: Instant) {
        let exercice = snapshot.exercice
        var appel: Appel?
        // What stopped on the phone says where the call stands, not where the démarche does.
        if case .appel = commande { appel = exercice.appel }
        let rang = appel?.rang ?? exercice.demarche.rang
        switch refus {
        case .saisie(let saisie):
            self.init(saisie)
        case .etapeInattendue:
            self.init(
                status: .conflict, code: refus.code.rawValue, titre: "Étape inattendue", detail: refus.code.message,
                membres: { [appel] json in
                    if let appel { return appel.write(position: &json, snapshot.id.href, at: reel) }
                    if case .appel = commande { return json.member("etape", EtapeAppel.raccroche.rawValue) }
                    json.member("etape", snapshot.exercice.demarche.etape.rawValue)
                    json.member("transitions") { snapshot.exercice.write(transitions: &$0, snapshot.id.href) }
                })
        case .choixImpossible, .espaceOuvert, .profilExistant:
            self.init(
                status: .conflict, code: refus.code.rawValue, titre: refus == .espaceOuvert ? "Espace ouvert" : "Choix impossible",
                detail: refus.code.message,
                membres: { json in json.member("choix") { $0.array(exercice.profil(rang, at: reel).choixPermis) { $0.string($1.rawValue) } } })
        case .sessionExpiree:
            self.init(
                status: .conflict, code: refus.code.rawValue, titre: "Session expirée", detail: refus.code.message,
                membres: { json in
                    json.member("etape", snapshot.exercice.demarche.etape.rawValue)
                    json.member("transitions") { snapshot.exercice.write(transitions: &$0, snapshot.id.href) }
                })
        case .delaiMinimal(let attente):
            self.init(status: .tooManyRequests, code: refus.code.rawValue, titre: "Trop tôt", detail: refus.code.message, retryAfter: attente)
        case .serviceIndisponible(let genre, let attente):
            self.init(
                status: .serviceUnavailable, code: refus.code.rawValue, titre: "Service indisponible", detail: refus.code.message,
                membres: { $0.member("incident", genre.rawValue) }, retryAfter: attente)
        case .appelHorsHoraires:
            let ouverture = exercice.faits.horairesDuTelephone.valeur.ouverture(depuis: exercice.now(reel).paris)
            self.init(
                status: .conflict, code: refus.code.rawValue, titre: "Appel hors horaires", detail: refus.code.message,
                membres: { $0.member("ouverture", ouverture.paris.iso) })
        case .pause:
            self.init(status: .conflict, code: refus.code.rawValue, titre: "Pause", detail: refus.code.message)
        case .elementManquant:
            self.init(status: .unprocessableContent, code: refus.code.rawValue, titre: "Élément manquant", detail: refus.code.message)
        case .coordonneesInconnues, .choixDuProfil:
            self.init(status: .unprocessableContent, code: refus.code.rawValue, titre: "Code non envoyé", detail: refus.code.message)
        case .identiteInconnue, .codeExpire, .codeUtilise, .representationRequise, .parentNonRattache, .personneDecedee:
            self.init(status: .unprocessableContent, code: refus.code.rawValue, titre: "Identification refusée", detail: refus.code.message)
        }
    }
}
