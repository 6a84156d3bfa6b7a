/// A situation of `domain.md` §8, ready to be played.
public struct Scenario: Hashable, Sendable {
    /// The simulated home page that the person meets.
    public enum Accueil: String, CaseIterable, Sendable {
        /// 2022: the two buttons side by side, at the very bottom.
        case boutons2022
        /// 2022, as the press told it: « Activer » alone is offered, and one refuses behind it.
        case activer2022
        /// 2025: a small link « clôturer ou m’opposer ».
        case lien2025
    }

    /// `S1` … `S20`, stable.
    public let cle: String
    public let titre: String
    /// The fiche that it is played with, unless another is asked for.
    public let fiche: String
    public let accueil: Accueil
    /// Whether the serial is to be found on the card, which is shown as it is.
    public let serieALire: Bool
    /// On from the beginning, and until they are ended.
    public let incidents: [Incident.Genre]
    public let hameconnages: [Hameconnage]
    public let source: Source
    /// The path that one is expected to take, to the end.
    public let parcours: [Geste]
    /// 10:00 in Paris on that day; by default seven days after the sending.
    let date: DateCivile?

    init(
        _ cle: String, _ titre: String, fiche: String, le date: DateCivile? = nil, accueil: Accueil = .boutons2022,
        serieALire: Bool = false, incidents: [Incident.Genre] = [], hameconnages: [Hameconnage] = [], source: Source, _ parcours: [Geste]
    ) {
        (self.cle, self.titre, self.fiche, self.date, self.accueil, self.serieALire) = (cle, titre, fiche, date, accueil, serieALire)
        (self.incidents, self.hameconnages, self.source, self.parcours) = (incidents, hameconnages, source, parcours)
    }
}

/// A scenario is its key: the catalogue has one of each.
extension Scenario {
    public static func == (left: Scenario, right: Scenario) -> Bool { left.cle == right.cle }
    public func hash(into hasher: inout Hasher) { hasher.combine(cle) }
}

/// One step of an expected path: what one does, and what must come of it. The same table is played on the machine, in
/// JSON and on the pages, and leaves the same timeline.
public struct Geste: Hashable, Sendable {
    public enum Action: Hashable, Sendable {
        /// For oneself, or for that bénéficiaire.
        case identifier(pour: String? = nil, faute: Faute? = nil)
        case demanderCode(Canal, pour: String? = nil, precise: Bool = true)
        case choisir(Choix, suppression: Bool = false)
        case confirmer, modifier
        case nouvelleDemarche(pour: String? = nil)
        case regler(Commande.Repere)
        case terminer(Incident.Genre)
        case juger(String, Jugement)
        case envoyerCourrier
        case telephoner(GesteAppel)
    }

    /// An error that the path makes on purpose.
    public enum Faute: String, CaseIterable, Sendable {
        /// O for 0, l for 1: the case of one letter is enough.
        case codeMalLu
        /// The issuer's number of the card, in place of the serial.
        case numeroEmetteur
        /// The other model of card.
        case autreCarte
        case sansCertification
    }

    public let action: Action
    /// The names of the events that it leaves, in order.
    public let evenements: [String]
    public let refus: Refus.Code?

    init(_ action: Action, _ evenements: String..., refus: Refus.Code? = nil) {
        (self.action, self.evenements, self.refus) = (action, evenements, refus)
    }
}

extension Geste.Action {
    /// The name of the action, as `/api/scenarios` gives it.
    public var nom: String {
        switch self {
        case .identifier: "identifier"
        case .demanderCode: "demanderCode"
        case .choisir: "choisir"
        case .confirmer: "confirmer"
        case .modifier: "modifier"
        case .nouvelleDemarche: "nouvelleDemarche"
        case .regler: "regler"
        case .terminer: "terminer"
        case .juger: "juger"
        case .envoyerCourrier: "envoyerCourrier"
        case .telephoner(let geste): "telephoner.\(geste.nom.rawValue)"
        }
    }
}

extension Geste.Action {
    /// What the name leaves open.
    public var parametres: [Attribut] {
        func texte(_ nom: String, _ valeur: String?) -> [Attribut] { valeur.map { [Attribut(nom, .texte($0))] } ?? [] }
        return switch self {
        case .identifier(let pour, let faute): texte("beneficiaire", pour) + texte("faute", faute?.rawValue)
        case .demanderCode(let canal, let pour, let precise): texte("canal", canal.rawValue) + texte("beneficiaire", pour) + (precise ? [] : [Attribut("precise", .booleen(false))])
        case .choisir(let choix, let suppression): texte("choix", choix.rawValue) + (choix == .cloture ? [Attribut("suppression", .booleen(suppression))] : [])
        case .nouvelleDemarche(let pour): texte("beneficiaire", pour)
        case .regler(let repere): texte("repere", repere.rawValue)
        case .terminer(let genre): texte("incident", genre.rawValue)
        case .juger(let message, let jugement): texte("message", message) + texte("jugement", jugement.rawValue)
        case .telephoner(let geste): geste.parametres
        case .confirmer, .modifier, .envoyerCourrier: []
        }
    }
}

extension Exercice {
    /// What one types to do it, from the fiche as it stands: the fields of the form, and the members of the JSON body.
    public func champs(_ action: Geste.Action, at reel: Instant) -> [Champ: String] {
        switch action {
        case .identifier(let pour, let faute):
            let rang = fiche.rang(pour) ?? 0
            var champs: [Champ: String] = [
                .codeProvisoire: code(rang, at: reel)?.valeur ?? "", .nir: fiche.nir.chiffres,
                .typeCarteVitale: fiche.typeCarteVitale.rawValue, .numeroSerie: fiche.numeroSerie,
            ]
            if let pour { (champs[.beneficiaire], champs[.certification]) = (pour, "on") }
            switch faute {
            case .codeMalLu: champs[.codeProvisoire] = champs[.codeProvisoire].map(Self.misread)
            case .numeroEmetteur: champs[.numeroSerie] = fiche.numeroEmetteur
            case .autreCarte: champs[.typeCarteVitale] = (fiche.typeCarteVitale == .avecPhoto ? TypeCarteVitale.sansPhoto : .avecPhoto).rawValue
            case .sansCertification: champs[.certification] = nil
            case nil: break
            }
            return champs
        case .demanderCode(let canal, let pour, let precise):
            var champs: [Champ: String] = [
                .nir: fiche.nir.chiffres, .dateNaissance: fiche.naissance(fiche.rang(pour) ?? 0).iso,
                .typeCarteVitale: fiche.typeCarteVitale.rawValue, .numeroSerie: fiche.numeroSerie, .canal: canal.rawValue,
            ]
            if precise { champs[.beneficiaire] = pour }
            return champs
        case .choisir(let choix, let suppression):
            return suppression ? [.choix: choix.rawValue, .suppression: "on"] : [.choix: choix.rawValue]
        case .confirmer: return [.decision: "confirmer"]
        case .modifier: return [.decision: "modifier"]
        case .nouvelleDemarche(let pour): return pour.map { [.beneficiaire: $0] } ?? [:]
        case .regler(let repere): return [.repere: repere.rawValue]
        case .terminer(let genre): return [.incident: genre.rawValue]
        case .juger(let message, let jugement): return [.message: message, .jugement: jugement.rawValue]
        case .envoyerCourrier: return [:]
        case .telephoner(let geste): return self.champs(geste, at: reel)
        }
    }

    /// The command of an action. Chance is that of the caller.
    public func commande(_ action: Geste.Action, reference: Reference, code: CodeFictif, at reel: Instant) -> Commande {
        let champs = champs(action, at: reel)
        switch action {
        case .identifier:
            return .identifier(SaisieIdentification(
                codeProvisoire: champs[.codeProvisoire], nir: champs[.nir], typeCarteVitale: champs[.typeCarteVitale], numeroSerie: champs[.numeroSerie],
                beneficiaire: champs[.beneficiaire], certification: champs[.certification]))
        case .demanderCode:
            return .demanderCode(SaisieCode(
                nir: champs[.nir], dateNaissance: champs[.dateNaissance], typeCarteVitale: champs[.typeCarteVitale], numeroSerie: champs[.numeroSerie],
                canal: champs[.canal], beneficiaire: champs[.beneficiaire]), code)
        case .choisir(let choix, let suppression): return .choisir(.success(Decision(choix, suppression: suppression)))
        case .confirmer: return .confirmer(reference)
        case .modifier: return .modifier
        case .nouvelleDemarche(let pour): return .nouvelleDemarche(.success(pour))
        case .regler(let repere): return .reglerHorloge(.repere(repere))
        case .terminer(let genre): return .terminer(genre)
        case .juger(let message, let jugement): return .juger(.success((message, jugement)))
        case .envoyerCourrier: return .envoyerCourrier
        case .telephoner(let geste): return .appel(self.commande(geste, reference: reference, at: reel))
        }
    }

    /// The code with the first letter that another looks like, read as that other.
    private static func misread(_ code: String) -> String {
        let sosies: [Character: Character] = ["O": "0", "0": "O", "l": "1", "1": "l", "I": "l"]
        // The first six letters are the same in every code.
        guard let place = code.indices.dropFirst(6).first(where: { sosies[code[$0]] != nil }), let sosie = sosies[code[place]] else {
            return String(code.prefix(6)) + String(code.dropFirst(6).map { $0.isUppercase ? Character($0.lowercased()) : Character($0.uppercased()) })
        }
        return code.replacingCharacters(place, by: sosie)
    }
}

extension String {
    fileprivate func replacingCharacters(_ place: Index, by character: Character) -> String {
        self[..<place] + String(character) + self[index(after: place)...]
    }
}
