import Cahier
import Documents
import HTTP
import Pages
import Procedure
import Threads

/// From a justificatif of the procedure to its PDF.
enum Proof {
    /// The one that `?reference=` names, else the last one of the exercice.
    static func response(_ call: Call, _ snapshot: Exercices.Snapshot) throws(Problem) -> Response {
        let justificatifs = snapshot.exercice.justificatifs
        let wanted: Procedure.Justificatif?
        if let texte = try call.parameter("reference") {
            wanted = Reference(texte).flatMap { reference in justificatifs.first { $0.reference == reference } }
        } else {
            wanted = justificatifs.last
        }
        guard let wanted else { throw .introuvable }
        let document = Documents.Justificatif(wanted, snapshot.exercice, origin: call.site.origin(of: call.request))
        Waiting.assertAllowed("A document")
        let pdf: [UInt8]
        // The catalogue's names and the references are within the font's repertoire: a test writes them all.
        do { pdf = try document.pdf(signedBy: call.site.cahier.keyring) } catch { throw .erreurInterne }
        var fields = Defense.common
        fields.add(.cacheControl, "no-store")
        fields.add(.contentDisposition, "attachment; filename=\"\(document.nomDeFichier)\"")
        return Representation(pdf, contentType: "application/pdf", fields: fields).response(to: call.request)
    }
}
