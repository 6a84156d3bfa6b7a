/// A fictional person, and what they hold: the role card of a trainee. Immutable and shared.
public final class Fiche: Sendable {
    /// Stable; what `fiche` takes in the API.
    public let cle: String
    public let nom: String
    public let nir: NumeroDeSecuriteSociale
    public let dateNaissance: DateCivile
    public let typeCarteVitale: TypeCarteVitale
    public let numeroSerie: String
    /// The issuer's number, also printed on the card: what some take for the serial.
    public let numeroEmetteur: String
    public let contacts: Contacts
    /// The day on which the information was sent: the six weeks count from it (CSP R. 1111-28).
    public let envoi: DateCivile
    public let code: CodeProvisoire?
    /// How many days after the sending an exercice begins, unless its scenario says when.
    public let joursDepuisLEnvoi: Int
    public let profil: EtatProfil
    public let decede: Bool
    public let beneficiaires: [Beneficiaire]
    /// Who one plays, in a sentence or two, for the trainee.
    public let role: String

    init(
        _ cle: String, _ nom: String, nir: String, ne dateNaissance: (Int, Int, Int), carte: TypeCarteVitale, serie: String,
        emetteur: String, contacts: Contacts, envoi: DateCivile = Catalogue.envoi2022, code: CodeProvisoire?,
        joursDepuisLEnvoi: Int = 7, profil: EtatProfil = .enAttente, decede: Bool = false, beneficiaires: [Beneficiaire] = [], role: String
    ) {
        guard let numero = NumeroDeSecuriteSociale(forme: Array(nir.utf8)[...]), numero.hasRightKey,
            let naissance = DateCivile(annee: dateNaissance.0, mois: dateNaissance.1, jour: dateNaissance.2)
        else { preconditionFailure("The fiche \(cle) of the catalogue holds an impossible number or date.") }
        (self.cle, self.nom, self.nir, self.dateNaissance) = (cle, nom, numero, naissance)
        (typeCarteVitale, numeroSerie, numeroEmetteur) = (carte, serie, emetteur)
        (self.contacts, self.envoi, self.code, self.profil) = (contacts, envoi, code, profil)
        (self.joursDepuisLEnvoi, self.decede, self.beneficiaires, self.role) = (joursDepuisLEnvoi, decede, beneficiaires, role)
    }

    /// The nᵗʰ person: the holder, then the persons they act for.
    func rang(_ beneficiaire: String?) -> Int? {
        guard let beneficiaire else { return 0 }
        return beneficiaires.firstIndex { $0.cle == beneficiaire }.map { $0 + 1 }
    }
}

/// A fiche is its key: the catalogue has one of each.
extension Fiche: Hashable {
    public static func == (left: Fiche, right: Fiche) -> Bool { left === right }
    public func hash(into hasher: inout Hasher) { hasher.combine(cle) }
}

/// How the Assurance maladie can reach a person. None known: no code can be sent (S3).
public struct Contacts: Hashable, Sendable {
    public let email: String?
    public let telephone: String?
    public let adresse: String
}

/// A child or a protected adult for whom the holder of a fiche acts.
public struct Beneficiaire: Hashable, Sendable {
    public enum Lien: String, CaseIterable, Sendable { case enfant, majeurProtege }

    public let cle: String
    public let nom: String
    public let dateNaissance: DateCivile
    public let lien: Lien
    public let code: CodeProvisoire?
    public let profil: EtatProfil
    /// Whether the holder is the representative to whom this person is attached. Another parent is refused.
    public let rattache: Bool

    init(
        _ cle: String, _ nom: String, ne: (Int, Int, Int), lien: Lien, code: CodeProvisoire?,
        profil: EtatProfil = .enAttente, rattache: Bool = true
    ) {
        guard let naissance = DateCivile(annee: ne.0, mois: ne.1, jour: ne.2) else {
            preconditionFailure("The bénéficiaire \(cle) of the catalogue has an impossible birth date.")
        }
        (self.cle, self.nom, dateNaissance, self.lien) = (cle, nom, naissance, lien)
        (self.code, self.profil, self.rattache) = (code, profil, rattache)
    }
}

/// A code provisoire as a person holds it: twelve characters, single use, valid six weeks from its sending.
public struct CodeProvisoire: Hashable, Sendable {
    public enum Voie: String, CaseIterable, Sendable { case lettre, email, sms }

    public let valeur: String
    public let voie: Voie
    public let envoi: DateCivile
    public var utilise: Bool

    init(_ valeur: String, par voie: Voie = .lettre, envoi: DateCivile = Catalogue.envoi2022, utilise: Bool = false) {
        (self.valeur, self.voie, self.envoi, self.utilise) = (valeur, voie, envoi, utilise)
    }

    public func isExpired(le date: DateCivile) -> Bool { date.rang - envoi.rang > Delai.jours }
}

/// Six weeks from the sending of the information, counted in Paris days: sent on day 0, one can oppose until
/// day 42 at midnight; on day 43 the space opens by itself (CSP R. 1111-28; the count: hypothèse pédagogique).
public enum Delai {
    public static let jours = 42
}
