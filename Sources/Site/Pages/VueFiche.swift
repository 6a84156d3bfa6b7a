import Procedure

/// A fiche as it is read on a page: every value already written for the eye (numbers grouped, dates in words).
struct VueFiche: Sendable {
    /// A child or a protected adult for whom the holder acts.
    struct Personne: Sendable {
        var cle: String
        var nom: String
        var dateNaissance: String
        var lien: Lien
        var codeProvisoire: String?
    }

    var nom: String
    /// What one is asked to do for that person, in one or two sentences.
    var consigne: String
    var nir: String
    var dateNaissance: String
    var typeCarteVitale: TypeCarteVitale
    var numeroSerie: String
    /// The issuer's number printed on the card: the one that is typed by mistake.
    var numeroEmetteur: String
    /// The code the person holds now.
    var codeProvisoire: String?
    /// When the information was sent, in words.
    var envoi: String
    var adresse: String?
    var email: String?
    var telephone: String?
    var personnes: [Personne] = []
}
