import Cahier
import Documents
import Formation
import HTTP
import Markup
import Pages
import Server
import Threads

/// The debrief of a salle: on a page, on paper, for a spreadsheet, in JSON.
extension Web {
    static let bilanDeSalle: Handler = { call in
        withBilan(call) { page(Page.bilanDeSalle($0, $1)) }
    }

    static let bilanEnCSV: Handler = { call in
        withBilan(call) { _, bilan in
            var fields = Defense.fields("text/csv; charset=utf-8; header=present")
            fields.add(.contentDisposition, "attachment; filename=\"bilan-exercice.csv\"")
            return Response(.ok, fields: fields, body: Array(bilan.csv.utf8))
        }
    }

    private static func withBilan(_ call: Call, _ response: @escaping @Sendable (SecretDeSalle, BilanDeSalle) -> Response) -> Answer {
        guard let secret = call.secret, let salle = call.site.salles.snapshot(secret)?.salle else { return .now(errorPage(.introuvable)) }
        return .later {
            do throws(Exercices.Failure) { return response(secret, try await call.site.salles.bilan(salle, at: call.reel)) } catch { return errorPage(Problem(error)) }
        }
    }

    static let bilanImprime: Handler = { call in
        guard let secret = call.secret, let salle = call.site.salles.snapshot(secret)?.salle else { return .now(errorPage(.introuvable)) }
        return .later {
            do throws(Problem) {
                let bilan: BilanDeSalle
                do throws(Exercices.Failure) { bilan = try await call.site.salles.bilan(salle, at: call.reel) } catch { throw Problem(error) }
                let rapport = bilan.rapport
                return try printed(rapport.nomDeFichier, call) { try? rapport.pdf(instant: $0) }
            } catch { return errorPage(error) }
        }
    }

    /// A file to print. A hundred pages take a tenth of a second: whoever asks is apart.
    static func printed(_ name: String, _ call: Call, _ make: (_ instant: Int64) -> [UInt8]?) throws(Problem) -> Response {
        Waiting.assertAllowed("A document")
        // What a catalogue and codes are written with is within the font's repertoire: tests write it all.
        guard let pdf = make(call.reel.milliseconds / 1000) else { throw .erreurInterne }
        var fields = Defense.unstored
        fields.add(.contentDisposition, "attachment; filename=\"\(name)\"")
        return Representation(pdf, contentType: "application/pdf", fields: fields).response(to: call.request)
    }
}

extension API {
    static let bilanDeSalle: Handler = { call in
        .later {
            do throws(Problem) {
                guard let secret = call.secret, let salle = call.site.salles.snapshot(secret)?.salle else { throw .introuvable }
                let bilan: BilanDeSalle
                do throws(Exercices.Failure) { bilan = try await call.site.salles.bilan(salle, at: call.reel) } catch { throw Problem(error) }
                return Response(.ok, fields: jsonFields, body: JSONWriter.simulation { bilan.write(to: &$0) })
            } catch { return error.response }
        }
    }
}
