import Formation
import HTTP
import Markup
import Pages
import Procedure

/// The fields of a form or of a JSON object, read the same way. Unknown ones are dropped unseen.
struct Input: Sendable {
    private enum Value: Sendable {
        case text(String)
        case boolean(Bool)
        /// Something that no field takes.
        case other(JSON)
    }
    /// In order; no field twice. There are few: looking along them costs less than a dictionary.
    private let values: [(champ: Champ, value: Value)]

    static let empty = Input(values: [])

    private init(values: [(champ: Champ, value: Value)]) { self.values = values }

    private subscript(champ: Champ) -> Value? { values.first { $0.champ == champ }?.value }

    // MARK: Reading a request

    /// Why there is no form and no object to read.
    enum Failure: Error { case unsupportedType, malformed, malformedJSON }

    /// An `application/x-www-form-urlencoded` body; none is an empty form.
    init(form request: Request) throws(Failure) {
        if request.body.isEmpty { self = .empty; return }
        guard Self.type(request) == "application/x-www-form-urlencoded" else { throw .unsupportedType }
        let fields: [(name: String, value: String)]
        do { fields = try decodeForm(request.body) } catch { throw .malformed }
        var values: [(champ: Champ, value: Value)] = []
        for (name, value) in fields {
            guard let champ = Champ(nom: name) else { continue }
            guard !values.contains(where: { $0.champ == champ }) else { throw .malformed }
            values.append((champ, .text(value)))
        }
        self.values = values
    }

    /// An `application/json` body that is an object; none is an empty object.
    init(json request: Request) throws(Failure) {
        if request.body.isEmpty { self = .empty; return }
        guard Self.type(request) == "application/json" else { throw .unsupportedType }
        let json: JSON
        do { json = try JSON(request.body) } catch { throw .malformedJSON }
        guard case .object = json else { throw .malformedJSON }
        self.init(object: json)
    }

    private init(object: JSON) {
        guard case .object(let members) = object else { self = .empty; return }
        var values: [(champ: Champ, value: Value)] = []
        for member in members {
            guard let champ = Champ(nom: member.name) else { continue }
            switch member.value {
            case .null: break
            case .string(let text), .number(let text): values.append((champ, .text(text)))
            case .bool(let boolean): values.append((champ, .boolean(boolean)))
            case .array, .object: values.append((champ, .other(member.value)))
            }
        }
        self.values = values
    }

    static func type(_ request: Request) -> String? {
        guard let field = request.first(.contentType) else { return nil }
        if field == "application/json" { return field }
        let type = field.utf8.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        return Substring(type).lowercased()
    }

    // MARK: Reading a field

    /// A box: `on` in a form, a boolean in JSON; not ticked when it is missing.
    func checkbox(_ champ: Champ) throws(SaisieInvalide) -> Bool {
        if case .boolean(let boolean)? = self[champ] { return boolean }
        return try word(champ) { $0 == "on" ? true : nil } ?? false
    }

    /// One of a few words. What is not one is dropped, and refused as a real number if it looks like one.
    func word<Word>(_ champ: Champ, _ parse: (String) -> Word?) throws(SaisieInvalide) -> Word? {
        guard let value = self[champ] else { return nil }
        if case .text(let text) = value {
            if text.isEmpty { return nil }
            if text.utf8.count <= Garde.longueur, let word = parse(text) { return word }
        }
        throw SaisieInvalide(erreurs: [error(champ, .inconnu)])
    }

    /// The same, and its absence is an error.
    func requiredWord<Word>(_ champ: Champ, _ parse: (String) -> Word?) throws(SaisieInvalide) -> Word {
        guard let word = try word(champ, parse) else { throw SaisieInvalide(erreurs: [ErreurDeSaisie(champ, .requis)]) }
        return word
    }

    /// An object within the object, or the same with its one text under `cle`.
    func object(_ champ: Champ, or cle: Champ) throws(SaisieInvalide) -> Input? {
        switch self[champ] {
        case nil: nil
        case .other(let json)?: Input(object: json)
        case .text(let text)?: Input(values: [(cle, .text(text))])
        case .boolean?: throw SaisieInvalide(erreurs: [ErreurDeSaisie(champ, .format)])
        }
    }

    /// Whether it asks for a person or a situation of its own.
    var hasOwnFiche: Bool { has(.fiche) || has(.scenario) }

    func has(_ champ: Champ) -> Bool { self[champ] != nil }

    /// A text that no screening of its own has read, unless it could hold a real number.
    func safe(_ champ: Champ) -> String? { freeText(champ).flatMap { Garde.admet($0) ? $0 : nil } }

    private func error(_ champ: Champ, _ motif: ErreurDeSaisie.Motif) -> ErreurDeSaisie {
        let texts: [String] = switch self[champ] {
        case .text(let text)?: [text]
        case .other(let json)?: json.texts
        default: []
        }
        // An instant is read by its own grammar first: its digits are not those of a person.
        return ErreurDeSaisie(champ, texts.contains { Instant(iso: $0) == nil && !Garde.admet($0) } ? .numeroReel : motif)
    }
}

// MARK: The commands

extension Input {
    var identification: SaisieIdentification {
        SaisieIdentification(
            codeProvisoire: freeText(.codeProvisoire), nir: freeText(.nir), typeCarteVitale: freeText(.typeCarteVitale),
            numeroSerie: freeText(.numeroSerie), beneficiaire: freeText(.beneficiaire), certification: freeText(.certification))
    }

    var code: SaisieCode {
        SaisieCode(
            nir: freeText(.nir), dateNaissance: freeText(.dateNaissance), typeCarteVitale: freeText(.typeCarteVitale), numeroSerie: freeText(.numeroSerie),
            canal: freeText(.canal), beneficiaire: freeText(.beneficiaire))
    }

    /// A value of another kind than text stands for a text that no field takes.
    private func freeText(_ champ: Champ) -> String? {
        switch self[champ] {
        case .text(let text)?: text
        case .boolean(let boolean)?: boolean ? "on" : nil
        case .other(let json)?: json.texts.joined(separator: " ")
        case nil: nil
        }
    }

    var choix: Commande {
        do throws(SaisieInvalide) {
            return .choisir(.success(Decision(try requiredWord(.choix, Choix.init), suppression: try checkbox(.suppression))))
        } catch { return .choisir(.failure(error)) }
    }

    /// The answer to the question under way, if a field answers one.
    var reponse: CommandeAppel.Reponse? {
        CommandeAppel.Reponse.champs.first { self[$0] != nil }.flatMap { CommandeAppel.Reponse($0, freeText($0) ?? "") }
    }

    func appel(_ geste: CommandeAppel.Nom, _ reference: Reference) -> CommandeAppel {
        switch geste {
        case .composer: .composer(box(.aDeux))
        case .patienter: .patienter
        case .demander: .demander(demande)
        case .repondre: .repondre(reponse)
        case .entendre: .entendre(box(.juste))
        case .manquer: .manquer
        case .confirmer: .confirmer(box(.suppression))
        case .demanderJustificatif: .demanderJustificatif(reference)
        case .raccrocher: .raccrocher
        }
    }

    private func box(_ champ: Champ) -> Result<Bool, SaisieInvalide> {
        do throws(SaisieInvalide) { return .success(try checkbox(champ)) } catch { return .failure(error) }
    }

    private var demande: Result<CommandeAppel.Demande, SaisieInvalide> {
        do throws(SaisieInvalide) {
            let personne = try word(.beneficiaire) { Garde.containsRealNumber($0) ? nil : $0 }
            return .success(try requiredWord(.choix) { Choix(rawValue: $0).flatMap { CommandeAppel.Demande($0, beneficiaire: personne) } })
        } catch { return .failure(error) }
    }

    enum Reponse: String { case confirmer, modifier }

    func confirmation(_ reference: Reference) -> Commande {
        do throws(SaisieInvalide) {
            switch try requiredWord(.decision, Reponse.init) {
            case .confirmer: return .confirmer(reference)
            case .modifier: return .modifier
            }
        } catch { return .decisionIllisible(error) }
    }

    var nouvelleDemarche: Commande {
        do throws(SaisieInvalide) { return .nouvelleDemarche(.success(try word(.beneficiaire) { Garde.containsRealNumber($0) ? nil : $0 })) }
        catch { return .nouvelleDemarche(.failure(error)) }
    }

    var jugement: Commande {
        do throws(SaisieInvalide) {
            return .juger(.success((try requiredWord(.message) { Garde.containsRealNumber($0) ? nil : $0 }, try requiredWord(.jugement, Jugement.init))))
        } catch { return .juger(.failure(error)) }
    }

    /// `{incident, fin?}`: `fin` is an instant of the clock on the wall, or how long from now (ISO 8601: `PT10M`).
    func incident(at reel: Instant) throws(SaisieInvalide) -> Incident {
        Incident(try requiredWord(.incident, Incident.Genre.init), fin: try word(.fin) { text in
            guard let fin = Self.instant(text) ?? Self.duree(text).map({ reel + $0 }), fin > reel else { return nil }
            return fin
        })
    }

    /// `{instant}`, `{avance: "P1D"}`, `{jour: 42}` or `{repere: "dernierJour"}`: exactly one.
    func reglage() throws(SaisieInvalide) -> Commande.Reglage {
        guard [Champ.instant, .avance, .jour, .repere].count(where: { self[$0] != nil }) <= 1 else {
            throw SaisieInvalide(erreurs: [ErreurDeSaisie(.horloge, .format)])
        }
        if let instant = try word(.instant, Self.instant) { return .instant(instant) }
        if let jours = try word(.avance, Self.jours) { return .avance(jours: jours) }
        if let repere = try word(.repere, Commande.Repere.init) { return .repere(repere) }
        return .jour(try requiredWord(.jour, Borne.jour.lue))
    }

    /// The salle that the new exercice joins, by its code; whether there is one is not for a form to say.
    func salle() throws(SaisieInvalide) -> CodeDeSalle? { try word(.salle) { CodeDeSalle($0) } }

    /// The fiche, the scenario and the clock of a new exercice.
    func exercice() throws(SaisieInvalide) -> (fiche: Fiche, scenario: Scenario?, horloge: Commande.Reglage?) {
        let fiche = try word(.fiche, Catalogue.fiche)
        let scenario = try word(.scenario, Catalogue.scenario) ?? (fiche == nil ? Catalogue.scenarios.first : nil)
        guard let fiche = fiche ?? scenario.flatMap({ Catalogue.fiche($0.fiche) }) else {
            throw SaisieInvalide(erreurs: [ErreurDeSaisie(.fiche, .requis)])
        }
        return (fiche, scenario, try object(.horloge, or: .instant)?.reglage())
    }

    private static func instant(_ text: String) -> Instant? { Instant(iso: text).flatMap { Instant.annees.contains($0) ? $0 : nil } }

    /// ISO 8601: `PT30S`, `PT10M`, `P1DT2H`; in milliseconds.
    private static func duree(_ text: String) -> Int64? {
        guard let match = text.wholeMatch(of: #/P(?:([0-9]{1,3})D)?(?:T(?:([0-9]{1,4})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,7})S)?)?/#) else { return nil }
        let nombres = [match.1, match.2, match.3, match.4].map { $0.flatMap { Int($0) } ?? 0 }
        let secondes = zip(nombres, [86_400, 3_600, 60, 1]).reduce(0) { $0 + $1.0 * $1.1 }
        return Borne.duree.plage.contains(secondes) ? Int64(secondes) * 1000 : nil
    }

    /// ISO 8601: `P1D`, `-P1D`.
    private static func jours(_ text: String) -> Int? {
        text.wholeMatch(of: #/(-?)P([0-9]{1,5})D/#).flatMap { Borne.avance.lue($0.1 + $0.2) }
    }
}

extension Champ {
    /// The field of that name, as a form or an object names it; `nil` for any other. Names are ASCII: others are compared
    /// with none, as that would take them apart letter by letter.
    init?(nom: String) {
        guard nom.utf8.allSatisfy({ $0 < 128 }) else { return nil }
        self.init(rawValue: nom)
    }
}

extension JSON {
    /// The member of an object that has the name of that field.
    subscript(champ: Champ) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.hasName(champ.rawValue) }?.value
    }
}
