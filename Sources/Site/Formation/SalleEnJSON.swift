import Cahier
import Formation
import HTTP
import Markup
import Pages
import Procedure
import Server

/// The trainer's side in JSON.
extension API {
    static let ouvrirSalle: Handler = { call in
        .later {
            do throws(Problem) {
                let snapshot = try await call.openSalle(try salleInput(call))
                var response = try await salle(call, snapshot.secret, .created)
                response.fields.add(.location, "/api/formation/\(snapshot.secret)")
                return response
            } catch { return error.response }
        }
    }

    static let salle: Handler = { call in withSalle(call) { (_, _) throws(Problem) in } }

    static let intervenir: Handler = { call in
        withSalle(call) { (snapshot, input) throws(Problem) in
            let wish = try input.intervention()
            // As on the page, what throws away what was done is confirmed.
            if wish.intervention == .remise, !wish.isConfirmed {
                throw Problem(.confirmation, .requis, "«\u{A0}remise\u{A0}» recommence l’exercice au début\u{A0}: ajoutez \"confirmation\"\u{A0}: true.")
            }
            try await call.intervene(snapshot.secret, wish)
        }
    }

    static let annuler: Handler = { call in
        withSalle(call) { (snapshot, input) throws(Problem) in
            let numero = try input.required(.numero, .intervention)
            do throws(Salles.Failure) { _ = try await call.site.salles.undo(snapshot.secret, numero, at: call.reel) } catch { throw Problem(error) }
        }
    }

    static let commencerEtape: Handler = { call in
        withSalle(call) { (snapshot, input) throws(Problem) in
            try await call.beginStep(snapshot.secret, input)
        }
    }

    static let jeuDeRole: Handler = { call in
        withSalle(call) { (snapshot, input) throws(Problem) in
            let pairing = try input.pairing()
            do throws(Salles.Failure) { try await call.site.salles.pair(snapshot, pairing, at: call.reel) } catch { throw Problem(error) }
        }
    }

    static let effacerSalle: Handler = { call in
        .later {
            do throws(Problem) {
                guard let secret = call.secret else { throw .introuvable }
                do throws(Salles.Failure) { try await call.site.salles.erase(secret) } catch { throw Problem(error) }
                return Response(.noContent, fields: Defense.common)
            } catch { return error.response }
        }
    }

    // MARK: Parts

    private static func salleInput(_ call: Call) throws(Problem) -> SalleInput {
        do throws(Input.Failure) { return try SalleInput(json: call.request) } catch { throw Problem(error, expected: "application/json") }
    }

    /// Does something in the salle that the address names, and answers with it as it stands then.
    private static func withSalle(_ call: Call, _ work: @escaping @Sendable (Salles.Snapshot, SalleInput) async throws(Problem) -> Void) -> Answer {
        .later {
            do throws(Problem) {
                guard let secret = call.secret, let snapshot = call.site.salles.snapshot(secret) else { throw .introuvable }
                try await work(snapshot, try salleInput(call))
                return try await salle(call, secret)
            } catch { return error.response }
        }
    }

    private static func salle(_ call: Call, _ secret: SecretDeSalle, _ status: Status = .ok) async throws(Problem) -> Response {
        let registre: Registre
        do { registre = try await call.site.salles.direct(secret).registre() } catch { throw Problem(error) }
        return Response(status, fields: jsonFields, body: JSONWriter.simulation { registre.write(to: &$0, secret) })
    }
}
