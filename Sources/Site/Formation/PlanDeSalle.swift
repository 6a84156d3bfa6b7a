import Formation
import HTTP
import Procedure
import Server

/// The plan of a session, to change, to keep in a file, to take up elsewhere.
struct PagePlan {
    static let fichier = "fichier"

    let secret: SecretDeSalle
    let plan: Plan
    var erreurs: [Erreur] = []

    var html: HTML {
        let base = "/formation/\(secret)", rows = plan.etapes.map(Optional.some) + Array(repeating: nil, count: min(3, Plan.maximum - plan.etapes.count))
        return Layout.document(
            titre: "Le plan de la séance", ecran: .planDeSalle, erreur: !erreurs.isEmpty, tete: PageSalle.head(rafraichit: false),
            corps: """
                \(erreurs.resume)<h1>Le plan de la séance</h1>
                <p>Une étape par ligne, de haut en bas. Une ligne sans activité est retirée.</p>
                <form method="post" action="\(base)/plan">
                <ol class="edit-plan" id="etapes">
                \(rows.enumerated().map(Self.row).joined())</ol>
                <div class="actions"><button class="button">Garder ce plan</button> <a class="button second" href="\(base)">Revenir à la salle</a></div>
                </form>
                <div class="screen">
                <h2>Un plan tout prêt</h2>
                <form method="post" action="\(base)/plan" class="row">
                \(Plan.Modele.allCases.map { "<button class=\"button second small\" name=\"plan\" value=\"\($0.rawValue)\">\($0.titre), \($0.plan.minutes) minutes</button>\n" as HTML }.joined())</form>
                <h2>Un fichier</h2>
                <p><a href="\(base)/plan.json">Enregistrer ce plan dans un fichier</a></p>
                <form method="post" action="\(base)/plan" enctype="multipart/form-data">
                <div class="field">
                <label for="\(Self.fichier)">Reprendre un plan enregistré</label>
                <input type="file" id="\(Self.fichier)" name="\(Self.fichier)" accept=".json,application/json">
                </div>
                <div class="actions"><button class="button second">Reprendre ce plan</button></div>
                </form>
                </div>

                """)
    }

    private static func row(_ index: Int, _ etape: Plan.Etape?) -> HTML {
        let activites = [Plan.Activite.discussion, .jeuDeRole] + Catalogue.scenarios.map { .scenario($0.cle) }
        let options = activites.map { activite -> HTML in
            "<option value=\"\(activite.cle)\"\(activite == etape?.activite ? " selected" as HTML : .empty)>\(activite.titre)</option>\n"
        }
        return """
            <li>
            <label class="unseen" for="activite-\(index)">Activité de l’étape \(index + 1)</label>
            <select id="activite-\(index)" name="activite"><option value="">–</option>
            \(options.joined())</select>
            <label class="unseen" for="minutes-\(index)">Durée de l’étape \(index + 1), en minutes</label>
            <input id="minutes-\(index)" name="minutes" inputmode="numeric" autocomplete="off" size="3" value="\(etape.map { String($0.minutes) } ?? "")"> min
            </li>

            """
    }
}

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

extension Pages {
    static let plan: Handler = { call in
        within(call) { (snapshot, _) throws(Problem) in trainerPage(call, PagePlan(secret: snapshot.secret, plan: snapshot.salle.plan).html) }
    }

    static let planEnFichier: Handler = { call in
        within(call) { (snapshot, _) throws(Problem) in
            var fields = Defense.fields("application/json")
            fields.add(.contentDisposition, "attachment; filename=\"plan-exercice.json\"")
            return Response(.ok, fields: fields, body: API.object { json in snapshot.salle.plan.write(members: &json) })
        }
    }

    static let changerPlan: Handler = { call in
        guard let secret = call.secret, let snapshot = call.site.salles.snapshot(secret) else { return .now(errorPage(.introuvable)) }
        return .later {
            do throws(Problem) {
                do throws(Problem) {
                    try await call.site.salles.change(secret, try wantedPlan(call), at: call.reel)
                    return redirect("/formation/\(secret)")
                } catch {
                    guard error.status == .unprocessableContent else { throw error }
                    return trainerPage(call, PagePlan(secret: secret, plan: snapshot.salle.plan, erreurs: [Erreur(champ: "", message: error.detail)]).html, .unprocessableContent)
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

    // MARK: The debrief

    static let bilanDeSalle: Handler = { call in
        withBilan(call) { page(PageBilanDeSalle(secret: $0, bilan: $1).html) }
    }

    static let bilanEnCSV: Handler = { call in
        withBilan(call) { _, bilan in
            var fields = Defense.fields("text/csv; charset=utf-8; header=present")
            fields.add(.contentDisposition, "attachment; filename=\"bilan-exercice.csv\"")
            return Response(.ok, fields: fields, body: Array(bilan.csv.utf8))
        }
    }

    private static func withBilan(_ call: Call, _ response: @escaping @Sendable (SecretDeSalle, BilanDeSalle) -> Response) -> Answer {
        guard let secret = call.secret, let salle = call.site.salles.snapshot(secret)?.salle else { return .now(errorPage(.introuvable)) }
        return .later {
            do throws(Exercices.Failure) { return response(secret, try await call.site.salles.bilan(salle, at: call.reel)) } catch { return errorPage(Problem(error)) }
        }
    }
}

extension Salles {
    func change(_ secret: SecretDeSalle, _ plan: Plan, at reel: Instant) async throws(Problem) {
        do throws(Failure) { try await execute(secret, .changerPlan(plan), at: reel) } catch { throw Problem(error) }
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
                try await call.site.salles.change(secret, try Plan(json: json), at: call.reel)
                return plan(call, secret)
            } catch { return error.response }
        }
    }

    private static func plan(_ call: Call, _ secret: SecretDeSalle) -> Response {
        guard let salle = call.site.salles.snapshot(secret)?.salle else { return Problem.introuvable.response }
        return Response(.ok, fields: jsonFields, body: object { json in salle.plan.write(members: &json) })
    }

    static let bilanDeSalle: Handler = { call in
        .later {
            do throws(Problem) {
                guard let secret = call.secret, let salle = call.site.salles.snapshot(secret)?.salle else { throw .introuvable }
                let bilan: BilanDeSalle
                do throws(Exercices.Failure) { bilan = try await call.site.salles.bilan(salle, at: call.reel) } catch { throw Problem(error) }
                return Response(.ok, fields: jsonFields, body: object { bilan.write(to: &$0) })
            } catch { return error.response }
        }
    }
}
