public import PDF

/// What a trainee leaves an exercice with: one A4 page that says what was decided, for which fictional person, when,
/// how, and what such a decision means. It is marked « SPÉCIMEN – EXERCICE – SANS VALEUR » across the page, in its
/// text, its title and its file name, and nothing removes these marks.
public struct Justificatif: Sendable {
    public enum Decision: Sendable, Hashable {
        case opposition
        case activation
        /// Closure of an open space; `suppression`: the data are expressly asked to be deleted.
        case cloture(suppression: Bool)
    }

    /// The way the decision was given.
    public enum Canal: Sendable, Hashable { case enLigne, telephone }

    /// `EXERCICE-…`: capitals, digits and hyphens.
    public var reference: String
    public var decision: Decision
    /// The fictional person concerned.
    public var nom: String
    /// Who acted for a child or a protected adult.
    public var representant: String?
    /// 15 digits of the shape `9 AA MM 00 CCC OOO KK`, without separators.
    public var nir: String
    public var canal: Canal
    /// By the exercice's clock: printed, and said to be the exercice's.
    public var dateExercice: DateHeure
    /// The instant of the confirmation: seconds since 1970-01-01T00:00:00Z. It is the date of the file.
    public var instantReel: Int64
    /// An absolute address that a QR code and a link lead to; without it there is neither.
    public var verification: String?

    public init(
        reference: String, decision: Decision, nom: String, representant: String? = nil, nir: String, canal: Canal,
        dateExercice: DateHeure, instantReel: Int64, verification: String? = nil
    ) {
        self.reference = reference
        self.decision = decision
        self.nom = nom
        self.representant = representant
        self.nir = nir
        self.canal = canal
        self.dateExercice = dateExercice
        self.instantReel = instantReel
        self.verification = verification
    }

    public var nomDeFichier: String { "SPECIMEN-justificatif-\(reference).pdf" }

    /// The file, PDF/A-2a and PDF/UA-1, signed if there is someone to sign it. The same justificatif gives the same
    /// octets, those of the signature apart.
    /// - Throws: `JustificatifError`, before any octet is given out.
    public func pdf(signedBy signer: (any Signer)? = nil) throws(JustificatifError) -> [UInt8] {
        try pdf(.compact, signedBy: signer)
    }

    /// What a justificatif says in one sentence: decision, person, exercice's date, way and reference. It is worth what
    /// the signature of the file is worth: check that first.
    public static func attestation(de fichier: borrowing Span<UInt8>) -> String? { Metadata.subject(in: fichier) }

    func pdf(_ form: FileForm, signedBy signer: (any Signer)? = nil) throws(JustificatifError) -> [UInt8] {
        let valeurs = try Valeurs(self)
        let police: Police
        do { police = try Police(pour: [valeurs.nom, valeurs.representant ?? "", valeurs.verification ?? ""]) } catch { throw .texte(error) }
        let code: QRCode?
        do { code = try valeurs.verification.map { adresse throws(QRCode.TooLong) in try QRCode(adresse) } } catch { throw .verification }
        for echelle in PageDuJustificatif.echelles {
            let champs = try Champs(valeurs, police, echelle)
            let forme = Forme(
                decision: decision, canal: canal, jeu: police.jeu, lignes: champs.lignes, modules: code?.size, echelle: echelle,
                signature: signer?.reservedCount, fichier: form)
            let feuille = try Formes.feuille(forme) { () throws(JustificatifError) in try PageDuJustificatif(forme, champs, police) }
            guard let feuille else { continue }
            return try feuille.document(valeurs, champs, code, instantReel, signer)
        }
        throw .tropLong
    }
}
