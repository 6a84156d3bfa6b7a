import Cahier
import Formation
import HTTP
import Markup
import Pages
import Procedure

/// What a trainer sends, in a form or in JSON: words of our tables and small numbers; nothing of it is ever free.
struct SalleInput: Sendable {
    private var values: [Champ: [String]] = [:]
    /// A form sends each of its fields, empty where nothing was entered.
    private let isForm: Bool

    /// A form, in which `poste` may come many times.
    init(form request: Request) throws(Input.Failure) {
        isForm = true
        if request.body.isEmpty { return }
        guard Input.type(request) == "application/x-www-form-urlencoded" else { throw .unsupportedType }
        let fields: [(name: String, value: String)]
        do { fields = try decodeForm(request.body, maximumCount: Salle.maximum + 20) } catch { throw .malformed }
        for (name, value) in fields {
            guard let champ = Champ(nom: name) else { continue }
            values[champ, default: []].append(value)
        }
    }

    /// An object, in which `postes` is an array of numbers.
    init(json request: Request) throws(Input.Failure) {
        isForm = false
        if request.body.isEmpty { return }
        guard Input.type(request) == "application/json" else { throw .unsupportedType }
        guard let json = try? JSON(request.body), case .object(let members) = json else { throw .malformedJSON }
        for member in members {
            guard let champ = Champ(nom: member.name) else { continue }
            values[champ == .postes ? .poste : champ] = switch member.value {
            case .null: nil
            case .bool(let isTrue): [isTrue ? "on" : "off"]
            // What no field takes is refused as what it holds.
            case .string, .number, .array, .object: member.value.texts
            }
        }
    }

    // MARK: Fields

    private func one<Value>(_ champ: Champ, _ parse: (String) -> Value?) throws(Problem) -> Value? {
        guard let texts = values[champ], !isForm || texts != [""] else { return nil }
        guard texts.count == 1, texts[0].utf8.count <= Garde.longueur, let value = parse(texts[0]) else { throw try unknown(champ, texts) }
        return value
    }

    private func unknown(_ champ: Champ, _ texts: [String]) throws(Problem) -> Problem {
        try Problem.screen(champ, texts, "Ce qui a été envoyé")
        return Problem(champ, .inconnu, ErreurDeSaisie(champ, .inconnu).message())
    }

    func number(_ champ: Champ, _ borne: Borne) throws(Problem) -> Int? { try one(champ, borne.lue) }

    func required(_ champ: Champ, _ borne: Borne) throws(Problem) -> Int {
        guard let number = try number(champ, borne) else { throw Problem(champ, .requis, "Il manque un numéro\u{A0}: \(champ.rawValue).") }
        return number
    }

    // MARK: Wishes

    /// `postes` is `nil` for all of them.
    typealias Wish = (intervention: Intervention, postes: [Int]?, vu: Int?, isConfirmed: Bool)

    func intervention() throws(Problem) -> Wish {
        guard let intervention = try one(.intervention, Intervention.init) else { throw Problem(.intervention, .requis, "Dites quelle intervention faire.") }
        // An empty list is not everybody.
        if values[.poste]?.isEmpty == true { throw try unknown(.poste, []) }
        var postes: Set<Int> = []
        for text in values[.poste] ?? [] {
            guard let numero = Borne.poste.lue(text) else { throw try unknown(.poste, [text]) }
            postes.insert(numero)
        }
        return (intervention, values[.poste] == nil ? nil : postes.sorted(), try number(.vu, .vu), try one(.confirmation) { ["on": true, "off": false][$0] } ?? false)
    }

    func pairing() throws(Problem) -> Salles.Pairing {
        if let usager = try number(.defaire, .poste) { return .undo(usager: usager) }
        return .form(usager: try required(.usager, .poste), conseiller: try required(.conseiller, .poste))
    }

    /// The rows of the form of a plan; those without an activity are left out.
    func plan() throws(Problem) -> Plan {
        let activites = values[.activite] ?? [], minutes = values[.minutes] ?? []
        for (champ, texts) in [(Champ.activite, activites), (.minutes, minutes)] { try Problem.screen(champ, texts, "Une ligne") }
        guard activites.count == minutes.count else { throw .requeteInvalide }
        return try Plan(lues: zip(activites, minutes).filter { !$0.0.isEmpty }.map { ($0, $1) })
    }

    /// One of the ready-made plans; `nil` when it names none.
    func modele() throws(Problem) -> Plan? { try one(.plan, Plan.Modele.init)?.plan }

    /// The persons who are named, else one of the ready-made decks; `nil` when it names neither.
    func jeu() throws(Problem) -> Jeu? {
        let modele = try one(.jeu, Jeu.Modele.init)
        guard let fiches = values[.fiches] else { return modele?.jeu }
        guard fiches.allSatisfy({ $0.utf8.count <= Garde.longueur }), let jeu = Jeu(fiches) else {
            try Problem.screen(.fiches, fiches, "Une personne")
            throw Problem(.fiches, .inconnu, "Choisissez au moins une personne du cahier, et chacune une seule fois.")
        }
        return jeu
    }
}

extension Problem {
    /// Refuses texts of a room in which a real-shaped number stands: it says where, and nothing of what it is.
    static func screen(_ champ: Champ, _ texts: [String], _ what: String) throws(Problem) {
        guard let place = texts.lazy.compactMap(Garde.placeOfRealNumber(inText:)).first else { return }
        throw Problem(
            champ, .numeroReel,
            "\(what) ressemble à un numéro de sécurité sociale, du \(place.lowerBound.enRang) au \(place.upperBound.enRang)\u{A0}caractère. \(Refus.Code.numeroReelRefuse.message)")
    }
}

extension Int {
    /// « 1er », « 4e ».
    fileprivate var enRang: String { self == 1 ? "1er" : "\(self)e" }
}

extension Call {
    // MARK: What a trainer asks, in a form or in JSON

    func openSalle(_ input: SalleInput) async throws(Problem) -> Salles.Snapshot {
        let plan = try input.modele() ?? Plan.Modele.decouverte.plan, jeu = try input.jeu() ?? Jeu.Modele.courrier.jeu
        do { return try await site.salles.open(plan, jeu, at: reel, isCapped: !isLocal) } catch { throw Problem(error) }
    }

    func intervene(_ secret: SecretDeSalle, _ wish: SalleInput.Wish) async throws(Problem) {
        do { _ = try await site.salles.intervene(secret, wish.intervention, wish.postes, vu: wish.vu, at: reel, isCapped: !isLocal) } catch { throw Problem(error) }
    }

    func beginStep(_ secret: SecretDeSalle, _ input: SalleInput) async throws(Problem) {
        let rang = try input.required(.etape, .etape), vu = try input.number(.vu, .vu)
        do { _ = try await site.salles.beginStep(secret, rang, vu: vu, at: reel, isCapped: !isLocal) } catch { throw Problem(error) }
    }

    func change(_ secret: SecretDeSalle, _ plan: Plan) async throws(Problem) {
        do { _ = try await site.salles.execute(secret, .changerPlan(plan), at: reel) } catch { throw Problem(error) }
    }
}
