/// One message of the fictional inbox. Nothing was sent: it is a reading of what happened.
public struct Message: Hashable, Sendable {
    /// Stable within an exercice: the code that it carries, the reference that it acknowledges, or a name of the catalogue.
    public let cle: String
    public let canal: CodeProvisoire.Voie
    public let expediteur: String
    public let objet: String
    /// Paragraphs, one a line.
    public let texte: String
    /// By the exercice's clock.
    public let instant: Instant
    public let codeProvisoire: String?
    /// What makes it a fake, and how one tells; `nil` for a true message.
    public let indices: [String]?

    public var bonneReponse: Jugement { indices == nil ? .vrai : .faux }
}

/// What the trainee says of a message (S20).
public enum Jugement: String, CaseIterable, Sendable { case vrai, faux }

/// A fake message, as a scenario sends it. The words are ours; the clues are those that the press and the service give.
public struct Hameconnage: Hashable, Sendable {
    public let cle: String
    public let canal: CodeProvisoire.Voie
    public let expediteur: String
    public let objet: String
    public let texte: String
    /// So many days after the sending of the information, at 8:00 in Paris.
    public let jour: Int
    /// What gives it away.
    public let indices: [String]
    public let source: Source
}

extension Exercice {
    /// The inbox at that time, oldest first. A message appears once the exercice's clock has reached its instant; a
    /// letter that was lost never does.
    public func messages(at reel: Instant) -> [Message] {
        let maintenant = now(reel)
        return (envois(at: reel) + accuses + hameconnages).filter { $0.instant <= maintenant }
            .enumerated().sorted { ($0.element.instant, $0.offset) < ($1.element.instant, $1.offset) }.map(\.element)
    }

    /// Whether the inbox holds the message of that key.
    func hasMessage(_ cle: String, at reel: Instant) -> Bool {
        let maintenant = now(reel)
        return personnes.contains { rang in dossiers[rang].codes.contains { $0.valeur == cle && isHeld($0, at: reel) } }
            || (fiche.contacts.email != nil && justificatifs.contains { $0.reference.description == cle && $0.instant <= maintenant })
            || scenario?.hameconnages.contains { $0.cle == cle && instant($0) <= maintenant } == true
    }

    /// What one should say of the message of that key.
    public func reponse(_ cle: String) -> Jugement { scenario?.hameconnages.contains { $0.cle == cle } == true ? .faux : .vrai }

    private func instant(_ faux: Hameconnage) -> Instant { HeureDeParis.instant(fiche.envoi.plus(jours: faux.jour), heure: 8) }

    private func envois(at reel: Instant) -> [Message] {
        personnes.flatMap { rang in
            codes(rang, at: reel).map { code in code.estNouveau ? nouveauCode(code, rang) : information(code, rang) }
        }
    }

    private func information(_ code: CodeProvisoire, _ rang: Int) -> Message {
        let terme = code.envoi.plus(jours: faits.delai.valeur)
        return Message(
            cle: code.valeur, canal: code.voie, expediteur: Self.service, objet: "Mon espace santé\u{A0}: information pour \(nom(rang))",
            texte: """
                Un espace numérique de santé va être créé pour \(nom(rang)).
                Vous pouvez l’activer, ou vous y opposer, jusqu’au \(terme.saisie). Sans réponse, il s’ouvre automatiquement.
                Code provisoire\u{A0}: \(code.valeur). Il est valable \(faits.validiteDuCode.enClair) et ne sert qu’une fois.
                En ligne, ou au \(faits.telephone.valeur), \(faits.horairesDuTelephone.enClair).
                """,
            instant: code.instant, codeProvisoire: code.valeur, indices: nil)
    }

    private func nouveauCode(_ code: CodeProvisoire, _ rang: Int) -> Message {
        Message(
            cle: code.valeur, canal: code.voie, expediteur: Self.service, objet: "Mon espace santé\u{A0}: votre nouveau code provisoire",
            texte: """
                Le code provisoire demandé pour \(nom(rang)) est \(code.valeur). Il remplace le précédent et ne sert qu’une fois.
                Si vous n’avez rien demandé, ne faites rien. Ne donnez ce code à personne.
                """,
            instant: code.instant, codeProvisoire: code.valeur, indices: nil)
    }

    /// What comes after a decision, where there is an address to send it to.
    private var accuses: [Message] {
        guard fiche.contacts.email != nil else { return [] }
        return justificatifs.map { justificatif in
            Message(
                cle: justificatif.reference.description, canal: .email, expediteur: Self.service, objet: "Mon espace santé\u{A0}: votre choix est pris en compte",
                texte: """
                    Pour \(nom(justificatif.rang)) : « \(faits.libelle(justificatif.decision.choix)) ».
                    Référence de l’exercice : \(justificatif.reference).
                    \(faits.retour.valeur)
                    """,
                instant: justificatif.instant, codeProvisoire: nil, indices: nil)
        }
    }

    private var hameconnages: [Message] {
        (scenario?.hameconnages ?? []).map { faux in
            Message(
                cle: faux.cle, canal: faux.canal, expediteur: faux.expediteur, objet: faux.objet, texte: faux.texte,
                instant: instant(faux), codeProvisoire: nil, indices: faux.indices)
        }
    }

    private static let service = "Mon espace santé (service imité)"
}
