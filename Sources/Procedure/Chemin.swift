/// The path that a situation expects, beside the one that was taken.
public struct Chemin: Hashable, Sendable {
    public enum Etat: String, Hashable, Sendable {
        case fait, aFaire
        /// A step that is there to be refused: one met it, or not.
        case refusRencontre, refusEvite
    }

    public struct Pas: Hashable, Sendable {
        public let geste: Geste
        public let etat: Etat
    }

    public let pas: [Pas]
    /// Whether every step that counts was taken.
    public var isComplete: Bool { !pas.contains { $0.etat == .aFaire } }

    public init(_ actual: [Evenement], attendu scenario: Scenario) {
        let expected = scenario.parcours.enumerated().flatMap { rang, geste in geste.evenements.map { (rang: rang, geste: geste, nom: $0) } }
        // The longest common subsequence: detours do not count, the order does.
        var length = Array(repeating: Array(repeating: 0, count: actual.count + 1), count: expected.count + 1)
        for one in expected.indices.reversed() {
            for other in actual.indices.reversed() {
                length[one][other] = expected[one].geste.isLeaving(expected[one].nom, actual[other])
                    ? length[one + 1][other + 1] + 1 : max(length[one + 1][other], length[one][other + 1])
            }
        }
        var missing: Set<Int> = [], one = 0, other = 0
        while one < expected.count {
            if other < actual.count, expected[one].geste.isLeaving(expected[one].nom, actual[other]) { (one, other) = (one + 1, other + 1) }
            else if other < actual.count, length[one][other + 1] >= length[one + 1][other] { other += 1 }
            else {
                missing.insert(expected[one].rang)
                one += 1
            }
        }
        pas = scenario.parcours.enumerated().map { rang, geste in
            let isDone = !missing.contains(rang)
            return Pas(geste: geste, etat: geste.refus == nil ? (isDone ? .fait : .aFaire) : isDone ? .refusRencontre : .refusEvite)
        }
    }
}

extension Geste {
    /// Whether an event is the one of that name which this step leaves.
    fileprivate func isLeaving(_ nom: String, _ evenement: Evenement) -> Bool {
        guard evenement.nom == nom else { return false }
        return switch (action, evenement) {
        case (.identifier(let pour, _), .identificationReussie(let beneficiaire)): pour == beneficiaire
        case (.demanderCode(_, let pour, _), .codeProvisoireEnvoye(_, _, let beneficiaire)): pour == beneficiaire
        case (.choisir(let choix, let suppression), .choixFait(let decision)): decision == Decision(choix, suppression: suppression)
        case (.juger(let message, let jugement), .messageJuge(let juge, let reponse)): message == juge && jugement == reponse
        case (.identifier(_, let faute), .identificationRefusee(let code, let champs)):
            code == refus && (faute != .numeroEmetteur || champs.contains(.numeroSerie))
        case (_, .codeProvisoireRefuse(let code, _)), (_, .choixRefuse(let code)), (_, .confirmationRefusee(let code)): code == refus
        case (.telephoner(.demander(let choix, let pour)), .appel(.demande(let demande, let beneficiaire))): choix == demande && pour == beneficiaire
        case (.telephoner(.repondre(let question)), .appel(.reponse(let donnee))): question == donnee
        case (.telephoner(.confirmer(let suppression)), .appel(.enregistre(let decision))): suppression == decision.suppression
        default: true
        }
    }
}
