import Cahier
import Formation
import HTTP
import Markup
import Pages
import Procedure
import Server

/// The pages: each GET shows where the démarche stands, each POST is one command of the procedure.
enum Web {
    // MARK: Outside an exercice

    static let porte = either("terminee", withOrWithout { Page.porte($0, isOver: true) }, withOrWithout { Page.porte($0) })
    static let aPropos = withOrWithout { Page.aPropos($0) }
    static let aide = withOrWithout { Page.aide($0) }
    static let mots = withOrWithout { Page.mots($0) }
    static let facile = withOrWithout { Page.facile($0) }
    static let guide = withOrWithout { Page.guide($0) }
    static let formation = either("effacee", withOrWithout { _ in Page.formation(isErased: true) }, withOrWithout { _ in Page.formation() })
    static let accessibilite = withOrWithout { Page.accessibilite($0) }
    static let procedure = withOrWithout({ Page.procedure() }) { call, snapshot in
        Page.procedure(contexte(call, snapshot), (snapshot.exercice, call.reel))
    }
    static let sante: Handler = { _ in .now(Response(.ok, fields: Defense.fields("text/plain; charset=utf-8"), body: Array("ok\n".utf8))) }

    /// Whether it is whoever runs the server who asks: nobody else, not even through a proxy on this machine.
    private static func isOperator(_ call: Call) -> Bool {
        call.isLocal && [.forwarded, .via, .xForwardedFor].allSatisfy { call.request.first($0) == nil }
    }

    /// Where other devices find this server, now. Others do not learn what networks this machine is on.
    static let reseau: Handler = { call in
        guard isOperator(call) else { return .now(errorPage(.introuvable)) }
        // As the person typed it: behind a port that was forwarded, it is that one.
        let port = call.request.host.dropFirst(HostName.withoutPort(call.request.host).count + 1)
        return .later {
            await LocalHost.refresh()
            return page(Page.reseau(
                isOpen: call.site.network.isOpen, empreinte: call.site.network.fingerprint,
                adresses: call.site.network.origins(port: Borne.port.lue(port))))
        }
    }

    static let metrics: Handler = { call in
        guard isOperator(call) else { return .now(errorPage(.introuvable)) }
        return .later {
            var page = MetricsPage()
            if let count = try? await call.site.exercices.count() { page.single("opposition_exercices", .gauge, "Exercices that are kept.", count) }
            return Response(.ok, fields: Defense.fields("text/plain; version=0.0.4; charset=utf-8"), body: Array((await call.site.metrics.text + page.text).utf8))
        }
    }

    static let begin: Handler = { call in
        .later {
            do throws(Problem) {
                let input = try form(call)
                let wanted: (fiche: Fiche, scenario: Scenario?, horloge: Commande.Reglage?), code: CodeDeSalle?
                do throws(SaisieInvalide) { (wanted, code) = (try input.exercice(), try input.salle()) } catch {
                    return page(Page.sansExercice([Erreur](.saisie(error))), .unprocessableContent)
                }
                if let code { return try await enter(call, .salle(code), input.hasOwnFiche ? (wanted.fiche, wanted.scenario) : nil) }
                var response = redirect("/accueil")
                response.fields.add(.setCookie, call.site.cookie(try await API.beginExercice(call, wanted).id))
                return response
            } catch { return errorPage(error) }
        }
    }

    // MARK: In an exercice

    static let accueil: Handler = { call in
        within(call, .accueil) { Page.accueil(contexte(call, $0), $0.exercice) }
    }
    static let fiche: Handler = { call in
        within(call, pauses: false) { Page.fiche(contexte(call, $0), $0.exercice, at: call.reel) }
    }
    static let codeProvisoire: Handler = { call in within(call, .codeProvisoire) { Page.codeProvisoire(contexte(call, $0), $0.exercice, at: call.reel) } }
    static let messagerie: Handler = { call in within(call) { Page.messagerie(contexte(call, $0), $0.exercice, at: call.reel) } }
    static let courrier: Handler = { call in within(call) { Page.courrier(contexte(call, $0), isPosted: false) } }
    static let courrierPoste: Handler = { call in within(call) { Page.courrier(contexte(call, $0), isPosted: true) } }
    static let identification: Handler = { call in within(call, .identification, at: .identification) {
        Page.identification(contexte(call, $0), $0.exercice, at: call.reel)
    } }
    static let choix: Handler = { call in within(call, .choix, at: .choix) { Page.choix(contexte(call, $0), $0.exercice, at: call.reel) } }
    static let confirmation: Handler = { call in within(call, .confirmation, at: .confirmation) { Page.confirmation(contexte(call, $0), $0.exercice) } }
    static let priseEnCompte: Handler = { call in
        within(call, .priseEnCompte, at: .priseEnCompte) { Page.priseEnCompte(contexte(call, $0), $0.exercice, at: call.reel) }
    }

    static let justificatif: Handler = { call in
        response(call, pauses: false) { snapshot in
            do throws(Problem) { return try Proof.response(call, snapshot) } catch { return errorPage(error, contexte(call, snapshot)) }
        }
    }

    static let bilan: Handler = { call in
        guard let id = id(call) else { return .now(redirect("/")) }
        return .later {
            do throws(Exercices.Failure) {
                let snapshot = try await call.site.exercices.load(id), entries = try await call.site.exercices.timeline(id).entries
                guard let bilan = Page.bilan(contexte(call, snapshot), entries.map { ($0.evenement, $0.reel) }) else { throw .notFound }
                return page(bilan)
            } catch { return missing(error) }
        }
    }

    // MARK: Commands

    static let identifier: Handler = { call in
        run(call) { .identifier($0.identification) } refuse: { snapshot, refus, input in
            guard let refus else { return nil }
            return Page.identification(contexte(call, snapshot), snapshot.exercice, at: call.reel, input.identification, refus)
        }
    }
    static let choisir: Handler = { call in
        run(call) { $0.choix } refuse: { snapshot, refus, input in
            guard let refus else { return nil }
            return Page.choix(contexte(call, snapshot), snapshot.exercice, at: call.reel, refus)
        }
    }
    static let confirmer: Handler = { call in
        run(call) { $0.confirmation(Reference.nouvelle()) } refuse: { snapshot, refus, _ in
            // Where the space has opened meanwhile, the démarche is back at the choice, and says why there.
            guard let refus, snapshot.exercice.demarche.etape == .confirmation else { return nil }
            return Page.confirmation(contexte(call, snapshot), snapshot.exercice, refus)
        }
    }
    static let nouvelleDemarche: Handler = { call in
        run(call) { $0.nouvelleDemarche } refuse: { _, refus, _ in refus.map { _ in Page.erreur(422) } }
    }

    /// Four items, then where to send the code. What was screened comes back with the form: the server keeps none of it.
    static let demanderCode: Handler = { call in
        command(call) { .demanderCode($0.code, CodeFictif.nouveau()) } answer: { snapshot, verdict, input in
            if verdict.refus == nil, !verdict.evenements.isEmpty { return redirect("/code-provisoire") }
            let html = Page.codeProvisoire(contexte(call, snapshot), snapshot.exercice, at: call.reel, input.code, verdict.refus)
            guard let refus = verdict.refus else { return page(html) }
            var response = page(html, refus.code == .delaiMinimal ? .tooManyRequests : .unprocessableContent)
            if let attente = refus.attente { response.fields.add(.retryAfter, String(attente)) }
            return response
        }
    }
    static let juger: Handler = { call in
        command(call) { $0.jugement } answer: { snapshot, verdict, _ in
            guard let refus = verdict.refus else { return redirect("/messagerie") }
            return page(Page.messagerie(contexte(call, snapshot), snapshot.exercice, at: call.reel, refus), .unprocessableContent)
        }
    }
    static let poster: Handler = { call in command(call) { _ in .envoyerCourrier } answer: { _, _, _ in redirect("/courrier/postee") } }

    // MARK: Parts

    static func contexte(_ call: Call, _ snapshot: Exercices.Snapshot) -> Contexte {
        var contexte = Contexte(snapshot.exercice, at: call.reel)
        if let (salle, poste) = call.site.salles.place(of: snapshot.id) {
            let rang = poste.exercices.firstIndex(of: snapshot.id) ?? 0
            contexte.salle = BandeauDeSalle(
                poste, in: salle.salle, indices: snapshot.exercice.indices, suivi: "/suivi?apres=\(snapshot.version)&pose=\(rang)")
        }
        return contexte
    }

    /// The exercice of this browser: in a salle, the one that is before its place now.
    static func id(_ call: Call) -> ExerciceID? {
        call.request.cookie(Call.cookie).flatMap(ExerciceID.init).map { call.site.salles.current($0, seenAt: call.reel) }
    }

    /// A page of the exercice of this browser; without one, the gate.
    /// - Parameter partie: the part of the simulated service that it belongs to, if it does: incidents touch it.
    /// - Parameter pauses: whether a pause of the trainer takes its place.
    static func within(
        _ call: Call, _ partie: Partie? = nil, at etape: Etape? = nil, pauses: Bool = true, _ vue: @escaping @Sendable (Exercices.Snapshot) -> HTML
    ) -> Answer {
        response(call, partie, pauses: pauses) { snapshot in
            if let partie, let (genre, attente) = snapshot.exercice.obstacle(partie, lecture: true, at: call.reel) {
                return unavailable(call, snapshot, genre, attente: attente)
            }
            // Out of turn: to where the démarche stands.
            if let etape, snapshot.exercice.demarche.etape != etape { return redirect(snapshot.exercice.demarche.etape.address) }
            return page(vue(snapshot))
        }
    }

    static func response(
        _ call: Call, _ partie: Partie? = nil, pauses: Bool = true, _ response: @escaping @Sendable (Exercices.Snapshot) -> Response
    ) -> Answer {
        guard let id = id(call) else { return .now(redirect("/")) }
        let response = { @Sendable snapshot in pauses && snapshot.exercice.enPause ? paused(call, snapshot) : response(snapshot) }
        if let snapshot = call.site.exercices.cached(id), partie.flatMap({ snapshot.exercice.lenteur($0, at: call.reel) }) == nil { return .now(response(snapshot)) }
        return .later {
            do throws(Exercices.Failure) {
                let snapshot = try await call.site.exercices.load(id)
                await call.slowDown(partie, snapshot.exercice)
                return response(snapshot)
            } catch { return missing(error) }
        }
    }

    /// The trainer speaks: what was asked for, or sent, comes back after the pause.
    static func paused(_ call: Call, _ snapshot: Exercices.Snapshot, _ champs: [(nom: String, valeur: String)]? = nil) -> Response {
        page(Page.pause(contexte(call, snapshot), (call.request.path, champs)), champs == nil ? .ok : .conflict)
    }

    /// One page where that is the query, the other everywhere else.
    private static func either(_ query: String, _ one: @escaping Handler, _ other: @escaping Handler) -> Handler {
        { call in call.request.query == query ? one(call) : other(call) }
    }

    /// A page that needs no exercice, and shows the one of this browser if there is one.
    ///
    /// It is compressed: it holds no secret, nor anything that was typed. A page of the exercice itself never is: it shows
    /// codes and capabilities beside what was typed, and the length of both compressed together tells, under TLS, whether
    /// one is in the other (BREACH). What names an exercice is not stored by the browser; the rest is, for its back button.
    private static func withOrWithout(_ vue: @escaping @Sendable (Contexte?) -> HTML) -> Handler {
        withOrWithout({ vue(nil) }) { vue(contexte($0, $1)) }
    }

    private static func withOrWithout(_ without: @escaping @Sendable () -> HTML, with vue: @escaping @Sendable (Call, Exercices.Snapshot) -> HTML) -> Handler {
        let representation = { @Sendable (html: HTML, fields: Fields) in Representation(html.bytes, contentType: htmlType, fields: fields).offeringGzip() }
        let once = representation(without(), Defense.sharedPages)
        let shared = { @Sendable (call: Call) -> Response in
            (call.site.hasOwnFacts ? representation(without(), Defense.sharedPages) : once).response(to: call.request)
        }
        // The longest of these pages are many times what a step is.
        let own = Route.apart { call in
            .later {
                guard let id = id(call), let snapshot = try? await call.site.exercices.load(id) else { return shared(call) }
                return representation(vue(call, snapshot), Defense.unstored).response(to: call.request)
            }
        }
        return { call in id(call) == nil ? .now(shared(call)) : own(call) }
    }

    /// Runs the command of a form of the démarche. Done, or out of turn: to where the démarche stands. Refused: the page
    /// of the step, with what was typed.
    private static func run(
        _ call: Call, _ commande: @escaping @Sendable (Input) -> Commande,
        refuse: @escaping @Sendable (Exercices.Snapshot, Refus?, Input) -> HTML?
    ) -> Answer {
        command(call, commande) { snapshot, verdict, input in
            let refus = verdict.refus == .etapeInattendue ? nil : verdict.refus
            if let html = refuse(snapshot, refus, input) { return page(html, .unprocessableContent) }
            return redirect(snapshot.exercice.demarche.etape.address)
        }
    }

    /// Runs the command of a form, and answers with what came of it.
    private static func command(
        _ call: Call, _ commande: @escaping @Sendable (Input) -> Commande,
        answer: @escaping @Sendable (Exercices.Snapshot, Verdict, Input) -> Response
    ) -> Answer {
        guard let id = id(call) else { return .now(redirect("/")) }
        return .later {
            do throws(Problem) {
                let input = try form(call), commande = commande(input)
                do throws(Exercices.Failure) {
                    let (snapshot, verdict) = try await call.site.exercices.execute(id, commande, at: call.reel)
                    await call.slowDown(commande.partie, snapshot.exercice)
                    if case .serviceIndisponible(let genre, let attente)? = verdict.refus {
                        return unavailable(call, snapshot, genre, attente: attente, commande.partie.map { (input, $0) })
                    }
                    if verdict.refus == .pause { return paused(call, snapshot, commande.partie.map { input.kept($0).champs } ?? []) }
                    if verdict.refus == .sessionExpiree { return expired(call, snapshot) }
                    return answer(snapshot, verdict, input)
                } catch { return missing(error) }
            } catch { return errorPage(error) }
        }
    }

    static func form(_ call: Call) throws(Problem) -> Input {
        do throws(Input.Failure) { return try Input(form: call.request) } catch { throw Problem(error, expected: "application/x-www-form-urlencoded") }
    }

    private static func missing(_ failure: Exercices.Failure) -> Response { failure == .notFound ? redirect("/") : errorPage(Problem(failure)) }

    static func errorPage(_ problem: Problem, _ contexte: Contexte? = nil) -> Response {
        var response = page(Page.erreur(problem.status.code, contexte), problem.status)
        if let retryAfter = problem.retryAfter { response.fields.add(.retryAfter, String(retryAfter)) }
        if let allow = problem.allow { response.fields.add(.allow, allow) }
        return response
    }

    static func plainHTTP(_ head: RequestHead) -> Response {
        page(Page.erreur(Status.badRequest.code, adresseHTTPS: "https://\(head.host)\(head.path)"), .badRequest)
    }

    static func page(_ html: HTML, _ status: Status = .ok) -> Response { Response(status, fields: htmlFields, body: html.bytes) }

    /// A page of the trainer's, compressed: whoever can make a browser ask for it knows its address, which is what it keeps
    /// secret, and nothing that was typed is in it.
    static func trainerPage(_ call: Call, _ html: HTML, _ status: Status = .ok) -> Response {
        var response = Representation(html.bytes, contentType: htmlType, fields: Defense.unstored).offeringGzip().response(to: call.request)
        if status != .ok { response.status = status }
        return response
    }

    static func redirect(_ address: String) -> Response {
        var fields = Defense.common
        fields.add(.location, address)
        fields.add(.cacheControl, "no-store")
        return Response(.seeOther, fields: fields)
    }

    private static let htmlType = "text/html; charset=utf-8"
    private static let htmlFields = Defense.fields(htmlType)
}

extension Etape {
    /// The page of the step.
    var address: String {
        switch self {
        case .identification: "/identification"
        case .choix: "/choix"
        case .confirmation: "/confirmation"
        case .priseEnCompte: "/prise-en-compte"
        }
    }
}
