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
    /// The day on which the espace was closed, for one that is.
    public let cloture: DateCivile?
    public let decede: Bool
    /// Whether the Assurance maladie still knows this person: whoever left it cannot identify (S19).
    public let affilie: Bool
    public let beneficiaires: [Beneficiaire]
    /// Who one plays, in a sentence or two, for the trainee.
    public let role: String

    init(
        _ cle: String, _ nom: String, nir: String, ne dateNaissance: (Int, Int, Int), carte: TypeCarteVitale, serie: String,
        emetteur: String, contacts: Contacts, envoi: DateCivile = Catalogue.envoi2022, code: CodeProvisoire?,
        joursDepuisLEnvoi: Int = 7, profil: EtatProfil = .enAttente, cloture: DateCivile? = nil, decede: Bool = false, affilie: Bool = true,
        beneficiaires: [Beneficiaire] = [], role: String
    ) {
        guard let numero = NumeroDeSecuriteSociale(forme: Array(nir.utf8)[...]), numero.hasRightKey,
            let naissance = DateCivile(annee: dateNaissance.0, mois: dateNaissance.1, jour: dateNaissance.2)
        else { preconditionFailure("The fiche \(cle) of the catalogue holds an impossible number or date.") }
        (self.cle, self.nom, self.nir, self.dateNaissance) = (cle, nom, numero, naissance)
        (typeCarteVitale, numeroSerie, numeroEmetteur) = (carte, serie, emetteur)
        (self.contacts, self.envoi, self.code, self.profil) = (contacts, envoi, code, profil)
        (self.joursDepuisLEnvoi, self.cloture, self.decede, self.affilie) = (joursDepuisLEnvoi, cloture, decede, affilie)
        (self.beneficiaires, self.role) = (beneficiaires, role)
    }

    /// The birth date of a person, by their rank.
    public func naissance(_ rang: Int) -> DateCivile { rang == 0 ? dateNaissance : beneficiaires[rang - 1].dateNaissance }

    /// Nobody may act for a person who died.
    public func estDecede(_ rang: Int) -> Bool { rang == 0 ? decede : beneficiaires[rang - 1].decede }

    /// Whether the holder is the one to whom that person is attached.
    public func estRattache(_ rang: Int) -> Bool { rang == 0 || beneficiaires[rang - 1].rattache }

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

    /// Where a code can be sent by that canal; a landline receives no SMS.
    public func destination(_ canal: Canal) -> String? {
        switch canal {
        case .email: email
        case .sms: telephone.flatMap { $0.hasPrefix("06") || $0.hasPrefix("07") ? $0 : nil }
        }
    }

    /// The same, as the service shows it to whoever asks for a code: `o•••••@courriel.example`, `06 •• •• •• 07`.
    public func masque(_ canal: Canal) -> String? {
        guard let destination = destination(canal) else { return nil }
        switch canal {
        case .email: return destination.prefix(1) + "•••••" + destination.drop { $0 != "@" }
        case .sms: return destination.prefix(2) + " •• •• •• " + destination.suffix(2)
        }
    }
}

/// How a code is sent to whoever asks for one.
public enum Canal: String, CaseIterable, Sendable {
    case sms, email

    public var voie: CodeProvisoire.Voie { self == .sms ? .sms : .email }
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
    public let decede: Bool

    init(
        _ cle: String, _ nom: String, ne: (Int, Int, Int), lien: Lien, code: CodeProvisoire?,
        profil: EtatProfil = .enAttente, rattache: Bool = true, decede: Bool = false
    ) {
        guard let naissance = DateCivile(annee: ne.0, mois: ne.1, jour: ne.2) else {
            preconditionFailure("The bénéficiaire \(cle) of the catalogue has an impossible birth date.")
        }
        (self.cle, self.nom, dateNaissance, self.lien) = (cle, nom, naissance, lien)
        (self.code, self.profil, self.rattache, self.decede) = (code, profil, rattache, decede)
    }
}

/// A code provisoire as it was sent: twelve characters, single use, valid for a time from its sending.
public struct CodeProvisoire: Hashable, Sendable {
    public enum Voie: String, CaseIterable, Sendable { case lettre, email, sms }

    public let valeur: String
    public let voie: Voie
    public let instant: Instant
    /// Asked for, rather than sent with the information.
    public let estNouveau: Bool
    public var utilise: Bool

    init(_ valeur: String, par voie: Voie, le instant: Instant, estNouveau: Bool) {
        (self.valeur, self.voie, self.instant, self.estNouveau, utilise) = (valeur, voie, instant, estNouveau, false)
    }

    /// A code of the catalogue, sent at 9:00 in Paris.
    init(_ valeur: String, par voie: Voie = .lettre, envoi: DateCivile = Catalogue.envoi2022, utilise: Bool = false) {
        (self.valeur, self.voie, instant) = (valeur, voie, HeureDeParis.instant(envoi, heure: 9))
        (estNouveau, self.utilise) = (envoi > Catalogue.envoi2022, utilise)
    }

    /// The day of its sending, in Paris.
    public var envoi: DateCivile { instant.paris.date }

    /// How many days it is valid after that of its sending.
    public func validite(_ faits: Faits) -> Int { (estNouveau ? faits.validiteDuNouveauCode : faits.validiteDuCode).valeur }
}
