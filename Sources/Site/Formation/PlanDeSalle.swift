import Cahier
import Formation
import HTTP
import Markup
import Pages
import Procedure
import Server

extension Plan {
    /// A plan as a file holds it: `{"etapes": [{"activite": "S1", "minutes": 15}, …]}`. What else stands there is not looked at,
    /// but that it could be somebody's number.
    init(json: JSON) throws(Problem) {
        let etapes = json[.etapes], lues: [JSON] = if case .array(let lues)? = etapes { lues } else { [] }
        for (rang, lue) in lues.enumerated() { try Problem.screen(.plan, lue.texts, "Étape \(rang + 1)\u{A0}: un texte") }
        try Problem.screen(.plan, json.texts, "Hors des étapes, un texte")
        guard case .array? = etapes else {
            throw Problem(.plan, .format, "Ce n’est pas un plan : il faut un objet JSON avec la liste « etapes ».")
        }
        try self.init(lues: lues.map { lue in
            func texte(_ champ: Champ) -> String {
                switch lue[champ] {
                case .string(let texte)?, .number(let texte)?: texte
                default: ""
                }
            }
            return (texte(.activite), texte(.minutes))
        })
    }

    /// The rows of a plan, as they were typed: each error says which row, and nothing of what it held.
    init(lues: [(activite: String, minutes: String)]) throws(Problem) {
        var etapes: [Etape] = []
        for (rang, lue) in lues.enumerated() {
            guard lue.activite.utf8.count <= Garde.longueur, let activite = Activite(lue.activite) else {
                throw Problem(.activite, .inconnu, "Étape \(rang + 1) : l’activité n’existe pas. Prenez S1 à S20, « discussion » ou « jeuDeRole ».")
            }
            guard let minutes = Borne.minutes.lue(lue.minutes), let etape = Etape(activite, minutes: minutes) else {
                throw Problem(.minutes, .format, "Étape \(rang + 1) : la durée est un nombre de minutes, de 1 à 480.")
            }
            etapes.append(etape)
        }
        guard let plan = Plan(etapes) else { throw Problem(.etapes, .longueur, "Un plan compte de 1 à \(Plan.maximum) étapes.") }
        self = plan
    }
}

extension Web {
    static let plan: Handler = { call in
        within(call) { (snapshot, _) throws(Problem) in trainerPage(call, Page.plan(snapshot.secret, snapshot.salle.plan)) }
    }

    static let planEnFichier: Handler = { call in
        within(call) { (snapshot, _) throws(Problem) in
            var fields = Defense.fields("application/json")
            fields.add(.contentDisposition, "attachment; filename=\"plan-exercice.json\"")
            return Response(.ok, fields: fields, body: JSONWriter.simulation { json in snapshot.salle.plan.write(members: &json) })
        }
    }

    static let changerPlan: Handler = { call in
        guard let secret = call.secret, let snapshot = call.site.salles.snapshot(secret) else { return .now(errorPage(.introuvable)) }
        return .later {
            do throws(Problem) {
                do throws(Problem) {
                    try await call.change(secret, try wantedPlan(call))
                    return redirect("/formation/\(secret)")
                } catch {
                    guard error.status == .unprocessableContent else { throw error }
                    return trainerPage(call, Page.plan(secret, snapshot.salle.plan, [Erreur(champ: "", message: error.detail)]), .unprocessableContent)
                }
            } catch { return errorPage(error) }
        }
    }

    private static func wantedPlan(_ call: Call) throws(Problem) -> Plan {
        let type = call.request.first(.contentType) ?? ""
        guard type.lowercased().hasPrefix("multipart/form-data") else {
            let input = try salleForm(call)
            return if let modele = try input.modele() { modele } else { try input.plan() }
        }
        let body = call.request.body, parts: [FormPart]
        do { parts = try decodeMultipart(body.span, type: type) } catch { throw .requeteInvalide }
        guard let part = parts.first(where: { $0.name.utf8.elementsEqual(PagePlan.fichier.utf8) }), !part.content.isEmpty else {
            throw Problem(.plan, .requis, "Choisissez le fichier d’un plan.")
        }
        guard let json = try? JSON(Array(body[part.content])) else {
            throw Problem(.plan, .format, "Ce fichier n’est pas un plan enregistré par cet outil : il n’est pas en JSON.")
        }
        return try Plan(json: json)
    }
}

extension API {
    static let plan: Handler = { call in
        .now(call.secret.map { plan(call, $0) } ?? Problem.introuvable.response)
    }

    static let changerPlan: Handler = { call in
        .later {
            do throws(Problem) {
                guard let secret = call.secret, call.site.salles.snapshot(secret) != nil else { throw .introuvable }
                guard Input.type(call.request) == "application/json" else { throw .typeNonSupporte("application/json") }
                guard let json = try? JSON(call.request.body), case .object = json else { throw .jsonInvalide }
                try await call.change(secret, try Plan(json: json))
                return plan(call, secret)
            } catch { return error.response }
        }
    }

    private static func plan(_ call: Call, _ secret: SecretDeSalle) -> Response {
        guard let salle = call.site.salles.snapshot(secret)?.salle else { return Problem.introuvable.response }
        return Response(.ok, fields: jsonFields, body: JSONWriter.simulation { json in salle.plan.write(members: &json) })
    }
}
