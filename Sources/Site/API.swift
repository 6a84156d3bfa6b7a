import Cahier
import Formation
import HTTP
import Journal
import Markup
import Pages
import Procedure
import Server
import Threads

/// The JSON side: the same exercices, for curl.
enum API {
    static let index = shared { JSONWriter.simulation { json in
        json.member("titre", "Simulateur d’opposition à Mon espace santé\u{A0}: exercice de formation, sans valeur")
        json.member("liens") { json in
            json.object { json in
                for nom in ["fiches", "scenarios", "procedure", "exercices", "verification"] { json.member(named: nom) { $0.string("/api/" + nom) } }
                json.member("openapi", "/api/openapi.json")
            }
        }
    } }
    static let openAPI = shared { PackageResources.openapi_json }
    static let fiches = shared { JSONWriter.simulation { json in
        json.member("fiches") { json in
            json.array(Catalogue.fiches) { json, fiche in fiche.write(to: &json, code: fiche.code) }
        }
    } }
    static let scenarios = shared { JSONWriter.simulation { json in json.member("scenarios") { $0.array(Catalogue.scenarios) { $1.write(to: &$0) } } } }
    static let procedure = shared { Automate.tous.json }

    static let begin: Handler = { call in
        later(call) { () async throws(Problem) in
            let input = try input(call)
            let wanted: (fiche: Fiche, scenario: Scenario?, horloge: Commande.Reglage?)
            let code: CodeDeSalle?
            do throws(SaisieInvalide) { (wanted, code) = (try input.exercice(), try input.salle()) } catch { throw Problem(error) }
            let snapshot = if let code { try await joinSalle(call, code, input.hasOwnFiche ? wanted : nil) } else { try await beginExercice(call, wanted) }
            var response = exercice(snapshot, at: call.reel, .created)
            response.fields.add(.location, snapshot.id.href)
            return response
        }
    }

    static let exercice: Handler = { call in
        if let snapshot = call.id.flatMap(call.site.exercices.cached) { return .now(exercice(snapshot, at: call.reel)) }
        return later(call) { () async throws(Problem) in exercice(try await load(call), at: call.reel) }
    }

    static let erase: Handler = { call in
        later(call) { () async throws(Problem) in
            let id = try id(call)
            do throws(Exercices.Failure) { try await call.site.exercices.erase(id) } catch { throw Problem(error) }
            return Response(.noContent, fields: Defense.common)
        }
    }

    /// A step whose command is read from the body alone.
    static func commande(_ parse: @escaping @Sendable (Input) -> SaisieIdentification) -> Handler {
        { call in run(call) { .identifier(parse($0)) } }
    }
    static func commande(_ parse: @escaping @Sendable (Input) -> Commande) -> Handler {
        { call in run(call, parse) }
    }

    static let confirmation: Handler = { call in run(call) { $0.confirmation(Reference.nouvelle()) } }
    static let nouvelleDemarche: Handler = { call in run(call, status: .created) { $0.nouvelleDemarche } }
    static let horloge: Handler = { call in
        run(call) { (input) throws(SaisieInvalide) in .reglerHorloge(try input.reglage()) }
    }

    static let declarerIncident: Handler = { call in
        run(call) { (input) throws(SaisieInvalide) in .declarer(try input.incident(at: call.reel)) }
    }

    /// All of them, or the one that `?incident=` names.
    static let terminerIncident: Handler = { call in
        let nom: String?
        do throws(Problem) { nom = try call.parameter("incident") } catch { return .now(error.response) }
        return run(call) { (_) throws(SaisieInvalide) in
            guard let nom else { return .terminer(nil) }
            guard let genre = Incident.Genre(rawValue: nom) else { throw SaisieInvalide(erreurs: [ErreurDeSaisie(.incident, .inconnu)]) }
            return .terminer(genre)
        }
    }

    /// Sends a code. Without a canal, it only says where one can be sent.
    static let codeProvisoire: Handler = { call in
        run(call, { .demanderCode($0.code, CodeFictif.nouveau()) }) { snapshot, input in
            guard input.code.kept[.canal] == nil else { return exercice(snapshot, at: call.reel, .accepted) }
            return Response(.ok, fields: jsonFields, body: JSONWriter.simulation { json in
                json.member("destinations") { json in
                    json.array(snapshot.exercice.destinations(at: call.reel)) { json, canal in
                        json.object { json in
                            json.member("canal", canal.rawValue)
                            json.member("destination", snapshot.exercice.fiche.contacts.masque(canal))
                        }
                    }
                }
            })
        }
    }

    static let messages: Handler = { call in
        later(call) { () async throws(Problem) in
            let exercice = try await load(call).exercice
            return Response(.ok, fields: jsonFields, body: JSONWriter.simulation { json in
                json.member("messages") { $0.array(exercice.messages(at: call.reel)) { $1.write(to: &$0, jugement: exercice.jugements[$1.cle]) } }
            })
        }
    }

    static let justificatif: Handler = { call in
        later(call) { () async throws(Problem) in try Proof.response(call, try await load(call)) }
    }

    static let evenements: Handler = { call in
        later(call) { () async throws(Problem) in
            let id = try id(call)
            if call.request.accepts(mediaType: "text/event-stream") { return try await eventStream(call, id) }
            let entries = try await timeline(call.site, id)
            return Response(.ok, fields: jsonFields, body: JSONWriter.simulation { json in json.member("evenements") { json in
                var chronologie = Chronologie()
                json.array(entries) { json, entry in
                    json.evenement(entry.evenement, numero: entry.numero, instant: chronologie.date(entry.evenement, at: entry.reel), reel: entry.reel)
                }
            } })
        }
    }

    static let verification: Handler = { call in
        later(call) { () async throws(Problem) in
            guard call.request.first(.contentType)?.lowercased() == "application/pdf" else { throw .typeNonSupporte("application/pdf") }
            Waiting.assertAllowed("A verification")
            let authenticity = call.site.cahier.keyring.certificates.authenticity(of: call.request.body.span)
            return Response(.ok, fields: jsonFields, body: JSONWriter.simulation { json in
                json.member("verdict", authenticity.nom)
                json.member("message", authenticity.enClair)
                json.member("atteste", authenticity.attestation)
            })
        }
    }

    /// The timeline, then each event as it becomes durable (HTML §9.2, « Server-sent events »). A reader that was cut
    /// off goes on after the last event it had.
    /// - Parameter onEnd: called once, when nobody reads it any more, or when it could not begin.
    static func eventStream(
        _ call: Call, _ id: ExerciceID, after: Int = 0, _ telling: Followers.Telling = .events, onEnd: @escaping @Sendable () -> Void = {}
    ) async throws(Problem) -> Response {
        let last = call.request.first(.lastEventID).flatMap(Borne.dernierEvenement.lue) ?? after, exercices = call.site.exercices
        let (follower, stream) = exercices.followers.follow(id, after: last, telling) { forget in
            ContentStream(heartbeat: ServerSentEvents.heartbeat) {
                forget()
                onEnd()
            }
        }
        do throws(Exercices.Failure) {
            try await follower.catchUp { (numero) async throws(Exercices.Failure) in try await exercices.timeline(id, from: numero, limit: Follower.page) }
        } catch { throw Problem(error) }
        return Response(.ok, fields: eventStreamFields, stream: stream)
    }

    // MARK: Parts

    static func beginExercice(_ call: Call, _ wanted: (fiche: Fiche, scenario: Scenario?, horloge: Commande.Reglage?)) async throws(Problem) -> Exercices.Snapshot {
        var debut = wanted.fiche.debut(wanted.scenario)
        // The clock is set as it would be in an exercice that began.
        if let reglage = wanted.horloge, let exercice = Exercice(.exerciceCommence(fiche: wanted.fiche.cle, scenario: wanted.scenario?.cle, horloge: debut), at: call.reel) {
            guard let instant = exercice.instant(reglage, at: call.reel) else { throw Problem(SaisieInvalide(erreurs: [ErreurDeSaisie(reglage.champ, .horsBornes)])) }
            debut = instant
        }
        do throws(Exercices.Failure) {
            return try await call.site.exercices.begin(wanted.fiche, wanted.scenario, horloge: debut, at: call.reel, isCapped: !call.isLocal)
        } catch { throw Problem(error) }
    }

    /// Takes the next place of a salle.
    static func joinSalle(
        _ call: Call, _ code: CodeDeSalle, _ wanted: (fiche: Fiche, scenario: Scenario?, horloge: Commande.Reglage?)?
    ) async throws(Problem) -> Exercices.Snapshot {
        do throws(Salles.Failure) {
            guard let secret = call.site.salles.snapshot(code)?.secret else { throw .notFound }
            return try await call.site.salles.join(secret, wanted.map { ($0.fiche, $0.scenario) }, at: call.reel, isCapped: !call.isLocal)
        } catch {
            if case .notFound = error { throw Problem(SaisieInvalide(erreurs: [ErreurDeSaisie(.salle, .inconnu)])) }
            throw Problem(error)
        }
    }

    /// Runs a command and answers with the exercice, or with what was refused.
    static func run(
        _ call: Call, status: Status = .ok, _ parse: @escaping @Sendable (Input) throws(SaisieInvalide) -> Commande
    ) -> Answer {
        run(call, parse) { snapshot, _ in exercice(snapshot, at: call.reel, status) }
    }

    private static func run(
        _ call: Call, _ parse: @escaping @Sendable (Input) throws(SaisieInvalide) -> Commande,
        answer: @escaping @Sendable (Exercices.Snapshot, Input) -> Response
    ) -> Answer {
        later(call) { () async throws(Problem) in
            let id = try id(call)
            let input = try input(call)
            let commande: Commande
            do throws(SaisieInvalide) { commande = try parse(input) } catch { throw Problem(error) }
            let outcome: (snapshot: Exercices.Snapshot, verdict: Verdict)
            do throws(Exercices.Failure) { outcome = try await call.site.exercices.execute(id, commande, at: call.reel) } catch { throw Problem(error) }
            await call.slowDown(commande.partie, outcome.snapshot.exercice)
            if case .saisie(let saisie)? = outcome.verdict.refus { throw Problem(saisie, carte: input.identification.carte) }
            if case .choixDuProfil? = outcome.verdict.refus { throw Problem(jumeaux: input.code, outcome.snapshot.exercice) }
            if let refus = outcome.verdict.refus { throw Problem(refus, outcome.snapshot, commande, at: call.reel) }
            return answer(outcome.snapshot, input)
        }
    }

    private static func input(_ call: Call) throws(Problem) -> Input {
        do throws(Input.Failure) { return try Input(json: call.request) } catch { throw Problem(error, expected: "application/json") }
    }

    private static func id(_ call: Call) throws(Problem) -> ExerciceID {
        guard let id = call.id else { throw .introuvable }
        return id
    }

    private static func timeline(_ site: Surroundings, _ id: ExerciceID) async throws(Problem) -> [Journal.Entry] {
        do throws(Exercices.Failure) { return try await site.exercices.timeline(id).entries } catch { throw Problem(error) }
    }

    private static func load(_ call: Call) async throws(Problem) -> Exercices.Snapshot { try await load(call.site, try id(call)) }

    static func load(_ site: Surroundings, _ id: ExerciceID) async throws(Problem) -> Exercices.Snapshot {
        do throws(Exercices.Failure) { return try await site.exercices.load(id) } catch { throw Problem(error) }
    }

    private static func later(_ call: Call, _ response: @escaping @Sendable () async throws(Problem) -> Response) -> Answer {
        .later {
            do throws(Problem) { return try await response() } catch { return error.response }
        }
    }

    static let jsonFields = Defense.fields("application/json")
    static let eventStreamFields = Defense.fields("text/event-stream")

    /// What is the same for everyone, written once; anew for a site that was given other facts.
    private static func shared(_ json: @escaping @Sendable () -> [UInt8]) -> Handler {
        let representation = { @Sendable in Representation(json(), contentType: "application/json", fields: Defense.files).offeringGzip() }, once = representation()
        return { call in .now((call.site.hasOwnFacts ? representation() : once).response(to: call.request)) }
    }

    private static func exercice(_ snapshot: Exercices.Snapshot, at reel: Instant, _ status: Status = .ok) -> Response {
        Response(status, fields: jsonFields, body: JSONWriter.bytes { snapshot.exercice.write(to: &$0, snapshot.id, at: reel) })
    }
}
