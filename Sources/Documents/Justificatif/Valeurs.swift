/// What one justificatif says besides, checked.
struct Valeurs {
    let nom: String
    let representant: String?
    let nir: String
    let date: String
    let reference: String
    let verification: String?
    /// All of it in one sentence: what the signature attests.
    let attestation: String

    init(_ justificatif: Justificatif) throws(JustificatifError) {
        guard Self.estUneReference(justificatif.reference) else { throw .reference }
        guard !justificatif.nom.isEmpty, justificatif.representant?.isEmpty != true else { throw .nom }
        guard let date = justificatif.dateExercice.enToutesLettres else { throw .date }
        nom = justificatif.nom
        representant = justificatif.representant.map { $0 + TextesDuJustificatif.representant }
        nir = try Self.masque(justificatif.nir)
        self.date = date
        reference = justificatif.reference
        verification = justificatif.verification
        let pour = justificatif.representant.map { "\(justificatif.nom), par \($0)" } ?? justificatif.nom
        attestation =
            "Document d’entraînement. \(TextesDuJustificatif.decision(justificatif.decision)), pour \(pour), le \(date) "
            + "(date de l’exercice). \(TextesDuJustificatif.canal(justificatif.canal)). Référence\u{202F}: \(reference)."
    }

    private static func estUneReference(_ reference: String) -> Bool {
        let suite = reference.utf8.dropFirst(9)
        return reference.hasPrefix("EXERCICE-") && (1...40).contains(suite.count)
            && suite.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || $0 == UInt8(ascii: "-") }
    }

    /// A proof is shown and sent around, so it carries the least that lets a person find themselves in it: the 9 and
    /// the 00, which say that the number is fictional, then the order and the key. Birth and place are hidden.
    private static func masque(_ nir: String) throws(JustificatifError) -> String {
        guard let nir = NumeroFictif(nir) else { throw .nir }
        return "\(TextesDuJustificatif.masque)\(nir.ordre)\u{A0}\(nir.cle)\(TextesDuJustificatif.numeroFictif)"
    }
}
