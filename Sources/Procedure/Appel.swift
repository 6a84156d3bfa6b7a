/// Where a call to the 3422 stands. CGU 3.3.b: the adviser asks for the code, the number and the serial, in that order,
/// then records.
public enum EtapeAppel: String, CaseIterable, Sendable {
    /// Nobody is on the line: before the first call, and once one has hung up.
    case raccroche
    /// The line is open, and nobody has answered yet.
    case attente
    /// « Que puis-je faire pour vous ? »
    case demande
    /// For another person: is the caller their legal representative?
    case certification
    case codeProvisoire, nir, numeroSerie
    /// Asked instead of a serial that cannot be read (hypothèse pédagogique: no source tells what is asked then).
    case dateNaissance
    /// The adviser reads the request back.
    case relecture
    case enregistre
    /// The adviser cannot record, and has said why.
    case refus

    /// What the adviser asks for there; `nil` where it is no question about one item.
    public var champ: Champ? {
        switch self {
        case .certification: .certification
        case .codeProvisoire: .codeProvisoire
        case .nir: .nir
        case .numeroSerie: .numeroSerie
        case .dateNaissance: .dateNaissance
        case .raccroche, .attente, .demande, .relecture, .enregistre, .refus: nil
        }
    }

    /// Where the transition of that name leads from here; `nil` when the table has none.
    public func suivante(_ nom: TransitionAppel.Nom) -> EtapeAppel? {
        TransitionAppel.toutes.first { $0.de == self && $0.nom == nom }?.vers
    }

    /// Whether one can do that from here.
    func allows(_ geste: CommandeAppel.Nom) -> Bool { suivante(geste.transition) != nil }
}

/// One arrow of the call.
public struct TransitionAppel: Hashable, Sendable {
    public enum Nom: String, CaseIterable, Sendable {
        case composer, decrocher, demander, demanderPourAutrui, repondre, passer, refuser, enregistrer, demanderJustificatif, raccrocher

        /// The adviser does it, not the caller.
        public var isImposed: Bool { [.decrocher, .passer, .refuser, .enregistrer].contains(self) }
    }
    public let de: EtapeAppel
    public let nom: Nom
    public let vers: EtapeAppel

    init(_ de: EtapeAppel, on nom: Nom, to vers: EtapeAppel) { (self.de, self.nom, self.vers) = (de, nom, vers) }

    /// The whole call, as a table: what is not here cannot happen.
    public static let toutes: [TransitionAppel] = [
        TransitionAppel(.raccroche, on: .composer, to: .attente),
        TransitionAppel(.attente, on: .decrocher, to: .demande),
        TransitionAppel(.demande, on: .demander, to: .codeProvisoire),
        TransitionAppel(.demande, on: .demanderPourAutrui, to: .certification),
        TransitionAppel(.certification, on: .repondre, to: .codeProvisoire),
        TransitionAppel(.codeProvisoire, on: .repondre, to: .nir),
        // A refusal that no code could reach (S3, S7), and a closure: the adviser goes on without it.
        TransitionAppel(.codeProvisoire, on: .passer, to: .nir),
        TransitionAppel(.nir, on: .repondre, to: .numeroSerie),
        TransitionAppel(.numeroSerie, on: .repondre, to: .relecture),
        TransitionAppel(.numeroSerie, on: .passer, to: .dateNaissance),
        TransitionAppel(.dateNaissance, on: .repondre, to: .relecture),
        TransitionAppel(.relecture, on: .enregistrer, to: .enregistre),
        // Given on request only, and before one hangs up.
        TransitionAppel(.enregistre, on: .demanderJustificatif, to: .enregistre),
        // Another request, or another person, in the same call.
        TransitionAppel(.enregistre, on: .demander, to: .codeProvisoire),
        TransitionAppel(.enregistre, on: .demanderPourAutrui, to: .certification),
        TransitionAppel(.refus, on: .demander, to: .codeProvisoire),
        TransitionAppel(.refus, on: .demanderPourAutrui, to: .certification),
    ]
        + [.demande, .certification, .codeProvisoire, .nir, .numeroSerie, .dateNaissance, .relecture, .enregistre, .refus].map {
            TransitionAppel($0, on: .refuser, to: .refus)
        }
        // At any moment: nothing is lost but the call.
        + EtapeAppel.allCases.filter { $0 != .raccroche }.map { TransitionAppel($0, on: .raccrocher, to: .raccroche) }
}

/// One call to the 3422, as the fold of its events. It holds nothing that was said.
public struct Appel: Hashable, Sendable {
    public private(set) var etape = EtapeAppel.attente
    /// Another person plays the adviser, on a second device; else the lines are written.
    public let aDeux: Bool
    /// By the clock on the wall: when the written adviser answers.
    let reponse: Instant
    /// What is asked for, and the rank of the person concerned, from the request on.
    public private(set) var choix: Choix?
    public private(set) var rang = 0
    /// The code that the adviser has, by its place among those of the person: the one that recording spends.
    private(set) var code: Int?
    /// Why the adviser last refused.
    public private(set) var motif: Refus.Code?
    /// What was recorded last, while it may still be asked for in writing.
    public private(set) var enregistrement: Enregistrement?
    /// How many recordings of this call were left without a justificatif.
    public private(set) var sansJustificatif = 0

    /// A decision that the adviser has recorded.
    public struct Enregistrement: Hashable, Sendable {
        public let decision: Decision
        let instant: Instant, reel: Instant
        public fileprivate(set) var justificatif: Reference?
    }

    init(aDeux: Bool, attente secondes: Int, at reel: Instant) { (self.aDeux, reponse) = (aDeux, reel + Int64(secondes) * 1000) }

    /// Whether the written adviser has answered by then, though nothing tells of it yet.
    public func isAnswered(at reel: Instant) -> Bool { !aDeux && etape == .attente && reel >= reponse }

    /// Where the call stands at that time.
    public func etape(at reel: Instant) -> EtapeAppel { isAnswered(at: reel) ? .demande : etape }

    /// What can be done now. A second person hears the answers instead of reading them.
    public func gestes(at reel: Instant) -> [CommandeAppel.Nom] {
        let etape = etape(at: reel)
        return CommandeAppel.Nom.allCases.filter { etape.allows($0) && $0 != (aDeux ? .repondre : .entendre) }
    }

    /// The state after an event. Total: one that the table does not allow here changes nothing.
    /// - Parameters:
    ///   - rang: of the person of that key.
    ///   - code: the place of the one that the person holds.
    ///   - instant: by the exercice's clock.
    mutating func apply(_ evenement: Evenement, rang: (String?) -> Int?, code: Int?, instant: Instant, reel: Instant) {
        guard let transition = evenement.transition, let vers = etape.suivante(transition) else { return }
        switch evenement {
        case .demande(let choix, let beneficiaire):
            guard let rang = rang(beneficiaire) else { return }
            leaveRecording()
            (self.choix, self.rang, self.code, motif) = (choix, rang, nil, nil)
        case .reponse(.codeProvisoire): self.code = code
        case .refuse(let motif):
            leaveRecording()
            self.motif = motif
        case .enregistre(let decision): enregistrement = Enregistrement(decision: decision, instant: instant, reel: reel)
        case .justificatifDemande(let reference): enregistrement?.justificatif = reference
        case .raccroche: leaveRecording()
        case .commence, .decroche, .reponse, .passe, .reponseRefusee: break
        }
        etape = vers
    }

    private mutating func leaveRecording() {
        if let enregistrement, enregistrement.justificatif == nil { sansJustificatif += 1 }
        enregistrement = nil
    }
}
