import HTTP
import Procedure

/// The fields of a form or of a JSON object, read the same way. Unknown ones are dropped unseen.
struct Entree: Sendable {
    private enum Valeur: Sendable {
        case texte(String)
        case booleen(Bool)
        /// Something that no field takes.
        case autre(JSON)
    }
    private let valeurs: [Champ: Valeur]

    static let vide = Entree(valeurs: [:])

    private init(valeurs: [Champ: Valeur]) { self.valeurs = valeurs }

    // MARK: Reading a request

    /// Why there is no form and no object to read.
    enum Echec: Error { case typeNonSupporte, requeteInvalide, jsonInvalide }

    /// An `application/x-www-form-urlencoded` body; none is an empty form.
    init(formulaire request: Request) throws(Echec) {
        if request.body.isEmpty { self = .vide; return }
        guard Self.type(request) == "application/x-www-form-urlencoded" else { throw .typeNonSupporte }
        let fields: [(name: String, value: String)]
        do { fields = try decodeForm(request.body) } catch { throw .requeteInvalide }
        var valeurs: [Champ: Valeur] = [:]
        for (name, value) in fields {
            guard let champ = Champ(rawValue: name) else { continue }
            guard valeurs.updateValue(.texte(value), forKey: champ) == nil else { throw .requeteInvalide }
        }
        self.valeurs = valeurs
    }

    /// An `application/json` body that is an object; none is an empty object.
    init(json request: Request) throws(Echec) {
        if request.body.isEmpty { self = .vide; return }
        guard Self.type(request) == "application/json" else { throw .typeNonSupporte }
        let json: JSON
        do { json = try JSON(request.body) } catch { throw .jsonInvalide }
        guard case .object = json else { throw .jsonInvalide }
        self.init(objet: json)
    }

    private init(objet: JSON) {
        guard case .object(let members) = objet else { self = .vide; return }
        var valeurs: [Champ: Valeur] = [:]
        for member in members {
            guard let champ = Champ(rawValue: member.name) else { continue }
            switch member.value {
            case .null: break
            case .string(let texte), .number(let texte): valeurs[champ] = .texte(texte)
            case .bool(let booleen): valeurs[champ] = .booleen(booleen)
            case .array, .object: valeurs[champ] = .autre(member.value)
            }
        }
        self.valeurs = valeurs
    }

    private static func type(_ request: Request) -> String? {
        guard let field = request.first(.contentType) else { return nil }
        let type = field.utf8.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        return Substring(type).lowercased()
    }

    // MARK: Reading a field

    /// The value as text; `nil` when the field is missing or empty.
    func texte(_ champ: Champ) -> String? {
        guard case .texte(let texte)? = valeurs[champ], !texte.isEmpty else { return nil }
        return texte
    }

    /// A box: `on` in a form, a boolean in JSON; not ticked when it is missing.
    func coche(_ champ: Champ) throws(SaisieInvalide) -> Bool {
        if case .booleen(let booleen)? = valeurs[champ] { return booleen }
        return try mot(champ) { $0 == "on" ? true : nil } ?? false
    }

    /// One of a few words. What is not one is dropped, and refused as a real number if it looks like one.
    func mot<Mot>(_ champ: Champ, _ lecture: (String) -> Mot?) throws(SaisieInvalide) -> Mot? {
        guard let valeur = valeurs[champ] else { return nil }
        if case .texte(let texte) = valeur {
            if texte.isEmpty { return nil }
            if let mot = lecture(texte) { return mot }
        }
        throw SaisieInvalide(erreurs: [refus(champ, .inconnu)])
    }

    /// The same, and its absence is an error.
    func motRequis<Mot>(_ champ: Champ, _ lecture: (String) -> Mot?) throws(SaisieInvalide) -> Mot {
        guard let mot = try mot(champ, lecture) else { throw SaisieInvalide(erreurs: [ErreurDeSaisie(champ, .requis)]) }
        return mot
    }

    /// An object within the object, or the same with its one text under `cle`.
    func objet(_ champ: Champ, ou cle: Champ) throws(SaisieInvalide) -> Entree? {
        switch valeurs[champ] {
        case nil: nil
        case .autre(let json)?: Entree(objet: json)
        case .texte(let texte)?: Entree(valeurs: [cle: .texte(texte)])
        case .booleen?: throw SaisieInvalide(erreurs: [ErreurDeSaisie(champ, .format)])
        }
    }

    private func refus(_ champ: Champ, _ motif: ErreurDeSaisie.Motif) -> ErreurDeSaisie {
        let textes: [String] = switch valeurs[champ] {
        case .texte(let texte)?: [texte]
        case .autre(let json)?: json.texts
        default: []
        }
        // An instant is read by its own grammar first: its digits are not those of a person.
        return ErreurDeSaisie(champ, textes.contains { Instant(iso: $0) == nil && Garde.contientUnNumeroReel($0) } ? .numeroReel : motif)
    }
}

// MARK: The commands

extension Entree {
    var identification: SaisieIdentification {
        SaisieIdentification(
            codeProvisoire: champLibre(.codeProvisoire), nir: champLibre(.nir), typeCarteVitale: champLibre(.typeCarteVitale),
            numeroSerie: champLibre(.numeroSerie), beneficiaire: champLibre(.beneficiaire), certification: champLibre(.certification))
    }

    /// A value of another kind than text stands for a text that no field takes.
    private func champLibre(_ champ: Champ) -> String? {
        switch valeurs[champ] {
        case .texte(let texte)?: texte
        case .booleen(let booleen)?: booleen ? "on" : nil
        case .autre(let json)?: json.texts.joined(separator: " ")
        case nil: nil
        }
    }

    var choix: Commande {
        do throws(SaisieInvalide) {
            return .choisir(.success(Decision(try motRequis(.choix, Choix.init), suppression: try coche(.suppression))))
        } catch { return .choisir(.failure(error)) }
    }

    enum Reponse: String { case confirmer, modifier }

    func confirmation(_ reference: Reference) -> Commande {
        do throws(SaisieInvalide) {
            switch try motRequis(.decision, Reponse.init) {
            case .confirmer: return .confirmer(reference)
            case .modifier: return .modifier
            }
        } catch { return .decisionIllisible(error) }
    }

    var nouvelleDemarche: Commande {
        do throws(SaisieInvalide) { return .nouvelleDemarche(.success(try mot(.beneficiaire) { Garde.contientUnNumeroReel($0) ? nil : $0 })) }
        catch { return .nouvelleDemarche(.failure(error)) }
    }

    /// `{instant}`, `{avance: "P1D"}` or `{jour: 42}`: exactly one.
    func reglage() throws(SaisieInvalide) -> Commande.Reglage {
        guard [Champ.instant, .avance, .jour].count(where: { valeurs[$0] != nil }) <= 1 else {
            throw SaisieInvalide(erreurs: [ErreurDeSaisie(.horloge, .format)])
        }
        if let instant = try mot(.instant, Self.instant) { return .instant(instant) }
        if let jours = try mot(.avance, Self.jours) { return .avance(jours: jours) }
        return .jour(try motRequis(.jour) { Int($0).flatMap { abs($0) <= 10_000 ? $0 : nil } })
    }

    /// The fiche, the scenario and the clock of a new exercice.
    func exercice() throws(SaisieInvalide) -> (fiche: Fiche, scenario: Scenario?, horloge: Commande.Reglage?) {
        // No room has begun here, so that no code is that of one.
        _ = try mot(.salle) { _ -> Never? in nil }
        let fiche = try mot(.fiche, Catalogue.fiche)
        let scenario = try mot(.scenario, Catalogue.scenario) ?? (fiche == nil ? Catalogue.scenarios.first : nil)
        guard let fiche = fiche ?? scenario.flatMap({ Catalogue.fiche($0.fiche) }) else {
            throw SaisieInvalide(erreurs: [ErreurDeSaisie(.fiche, .requis)])
        }
        return (fiche, scenario, try objet(.horloge, ou: .instant)?.reglage())
    }

    /// The years in which the rule of summer time is sure, and more than any exercice needs.
    private static func instant(_ texte: String) -> Instant? {
        guard let instant = Instant(iso: texte), (2000...2099).contains(instant.paris.date.annee) else { return nil }
        return instant
    }

    /// ISO 8601: `P1D`, `-P1D`; ten thousand days at most.
    private static func jours(_ texte: String) -> Int? {
        let signe = texte.hasPrefix("-") ? -1 : 1, corps = texte.drop { $0 == "-" }
        guard corps.hasPrefix("P"), corps.hasSuffix("D"), texte.count - corps.count <= 1, let jours = UInt(corps.dropFirst().dropLast()), jours <= 10_000 else {
            return nil
        }
        return signe * Int(jours)
    }
}
