import Formation
import HTTP
import Procedure
import Server

/// The pages: each GET shows where the démarche stands, each POST is one command of the procedure.
enum Pages {
    // MARK: Outside an exercice

    static let porte = either("terminee", withOrWithout { PagePorte(contexte: $0, terminee: true).html }, withOrWithout { PagePorte(contexte: $0).html })
    static let aPropos = withOrWithout { PageAPropos(contexte: $0).html }
    static let aide = withOrWithout { PageAide(contexte: $0).html }
    static let mots = withOrWithout { PageMots(contexte: $0).html }
    static let facile = withOrWithout { PageFacile(contexte: $0).html }
    static let guide = withOrWithout { PageGuide(contexte: $0).html }
    static let formation = either("effacee", withOrWithout { _ in PageFormation(effacee: true).html }, withOrWithout { _ in PageFormation().html })
    static let accessibilite = withOrWithout { PageAccessibilite(contexte: $0).html }
    static let procedure = withOrWithout({ PageProcedure().html }) { call, snapshot in
        let positions = Automate.tous.compactMap { automate in automate.position(snapshot.exercice, call.reel).map { (automate.nom, $0) } }
        return PageProcedure(contexte: contexte(call, snapshot), positions: Dictionary(uniqueKeysWithValues: positions)).html
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
        let port = call.request.host.dropFirst(Defense.withoutPort(call.request.host).count + 1)
        return .later {
            await LocalHost.refresh()
            return page(PageReseau(reseau: call.site.network, adresses: call.site.network.origins(port: Borne.port.lue(port))).html)
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
                    return page(PageSansExercice(erreurs: [Erreur](.saisie(error))).html, .unprocessableContent)
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
        within(call, .accueil) { snapshot in
            PageAccueil(contexte: contexte(call, snapshot), role: snapshot.exercice.fiche.role, entree: snapshot.exercice.scenario?.accueil ?? .boutons2022).html
        }
    }
    static let fiche: Handler = { call in
        within(call, pauses: false) { PageFiche(contexte: contexte(call, $0), fiche: VueFiche($0.exercice, at: call.reel)).html }
    }
    static let codeProvisoire: Handler = { call in within(call, .codeProvisoire) { vueCode(call, $0) } }
    static let messagerie: Handler = { call in within(call) { vueMessagerie(call, $0) } }
    static let courrier: Handler = { call in within(call) { PageCourrier(contexte: contexte(call, $0), partie: false).html } }
    static let courrierPoste: Handler = { call in within(call) { PageCourrier(contexte: contexte(call, $0), partie: true).html } }
    static let identification: Handler = { call in within(call, .identification, at: .identification) { vueIdentification(call, $0) } }
    static let choix: Handler = { call in within(call, .choix, at: .choix) { vueChoix(call, $0) } }
    static let confirmation: Handler = { call in within(call, .confirmation, at: .confirmation) { vueConfirmation(call, $0) } }
    static let priseEnCompte: Handler = { call in
        within(call, .priseEnCompte, at: .priseEnCompte) { snapshot in
            // This step is only reached by a confirmation, which gives a justificatif.
            guard let justificatif = snapshot.exercice.justificatifs.last(where: { $0.canal == .enLigne }) else { return .empty }
            let exercice = snapshot.exercice
            return PagePriseEnCompte(
                contexte: contexte(call, snapshot), personne: exercice.nom(justificatif.rang), decision: justificatif.decision,
                reference: justificatif.reference.description, instant: justificatif.instant.paris.enLettres, fiche: VueFiche(exercice, at: call.reel),
                beneficiaire: exercice.beneficiaire(justificatif.rang)
            ).html
        }
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
                guard let bilan = PageBilan(entries.map { ($0.evenement, $0.reel) }, contexte: contexte(call, snapshot)) else { throw .notFound }
                return page(bilan.html)
            } catch { return missing(error) }
        }
    }

    // MARK: Commands

    static let identifier: Handler = { call in
        run(call) { .identifier($0.identification) } refuse: { snapshot, refus, input in
            guard let refus else { return nil }
            return vueIdentification(call, snapshot, input.identification, refus)
        }
    }
    static let choisir: Handler = { call in
        run(call) { $0.choix } refuse: { snapshot, refus, input in
            guard let refus else { return nil }
            return vueChoix(call, snapshot, refus)
        }
    }
    static let confirmer: Handler = { call in
        run(call) { $0.confirmation(API.newReference()) } refuse: { snapshot, refus, _ in
            // Where the space has opened meanwhile, the démarche is back at the choice, and says why there.
            guard let refus, snapshot.exercice.demarche.etape == .confirmation else { return nil }
            return vueConfirmation(call, snapshot, refus)
        }
    }
    static let nouvelleDemarche: Handler = { call in
        run(call) { $0.nouvelleDemarche } refuse: { _, refus, _ in refus.map { _ in PageErreur(statut: 422).html } }
    }

    /// Four items, then where to send the code. What was screened comes back with the form: the server keeps none of it.
    static let demanderCode: Handler = { call in
        command(call) { .demanderCode($0.code, API.newCode()) } answer: { snapshot, verdict, input in
            if verdict.refus == nil, !verdict.evenements.isEmpty { return redirect("/code-provisoire") }
            let html = vueCode(call, snapshot, input.code, verdict.refus)
            guard let refus = verdict.refus else { return page(html) }
            var response = page(html, refus.code == .delaiMinimal ? .tooManyRequests : .unprocessableContent)
            if let attente = refus.attente { response.fields.add(.retryAfter, String(attente)) }
            return response
        }
    }
    static let juger: Handler = { call in
        command(call) { $0.jugement } answer: { snapshot, verdict, _ in
            guard let refus = verdict.refus else { return redirect("/messagerie") }
            return page(vueMessagerie(call, snapshot, refus), .unprocessableContent)
        }
    }
    static let poster: Handler = { call in command(call) { _ in .envoyerCourrier } answer: { _, _, _ in redirect("/courrier/postee") } }

    // MARK: Views

    private static func vueCode(_ call: Call, _ snapshot: Exercices.Snapshot, _ saisie: SaisieCode? = nil, _ refus: Refus? = nil) -> HTML {
        let exercice = snapshot.exercice, kept = saisie?.kept ?? [:], carte = kept[.typeCarteVitale].flatMap(TypeCarteVitale.init)
        var page = PageCodeProvisoire(
            contexte: contexte(call, snapshot), fiche: VueFiche(exercice, at: call.reel),
            saisie: .init(
                nir: kept[.nir] ?? "", dateNaissance: kept[.dateNaissance] ?? "", typeCarteVitale: carte, numeroSerie: kept[.numeroSerie] ?? "",
                beneficiaire: saisie.flatMap { try? $0.resultat.get().beneficiaire }),
            erreurs: refus.map { [Erreur]($0, carte: carte) } ?? [])
        let demande = saisie.flatMap { try? $0.resultat.get() }
        switch (refus, demande) {
        case (.choixDuProfil?, let demande?):
            page.vue = .personnes(exercice.nes(le: demande.dateNaissance).compactMap { rang in exercice.beneficiaire(rang).map { ($0, exercice.nom(rang)) } })
        case (.coordonneesInconnues?, _): page.vue = .sansCoordonnees
        case (nil, .some), (.saisie?, .some), (.delaiMinimal?, .some):
            page.vue = .canaux(exercice.destinations(at: call.reel).compactMap { canal in exercice.fiche.contacts.masque(canal).map { (canal, $0) } })
        default: break
        }
        if saisie == nil {
            page.envoi = exercice.personnes.compactMap { rang in exercice.code(rang, at: call.reel).flatMap { $0.estNouveau ? ($0, rang) : nil } }
                .max { $0.0.instant < $1.0.instant }
                .map { "Un code est parti \($0.0.voie.enClair), à \($0.0.instant.paris.heureEnLettres), pour \(exercice.nom($0.1))" }
        }
        return page.html
    }

    private static func vueMessagerie(_ call: Call, _ snapshot: Exercices.Snapshot, _ refus: Refus? = nil) -> HTML {
        let exercice = snapshot.exercice
        return PageMessagerie(
            contexte: contexte(call, snapshot),
            lignes: exercice.messages(at: call.reel).reversed().map { .init(message: $0, date: $0.instant.paris.enLettres, jugement: exercice.jugements[$0.cle]) },
            aJuger: exercice.scenario?.hameconnages.isEmpty == false, erreurs: refus.map { [Erreur]($0) } ?? []
        ).html
    }

    private static func vueIdentification(_ call: Call, _ snapshot: Exercices.Snapshot, _ saisie: SaisieIdentification? = nil, _ refus: Refus? = nil) -> HTML {
        let exercice = snapshot.exercice, fiche = VueFiche(exercice, at: call.reel), kept = saisie?.kept ?? [:]
        // A child's code typed as one's own: the page now shows whom it is for, and asks for the certification.
        let rang = refus == .representationRequise
            ? exercice.personnes.first { exercice.code($0, at: call.reel)?.valeur == kept[.codeProvisoire] } ?? 0 : exercice.demarche.rang
        return PageIdentification(
            contexte: contexte(call, snapshot), fiche: fiche, pour: rang > 0 ? fiche.personnes[rang - 1] : nil,
            saisie: .init(
                codeProvisoire: kept[.codeProvisoire] ?? "", nir: kept[.nir] ?? "", typeCarteVitale: saisie?.carte,
                numeroSerie: kept[.numeroSerie] ?? "", certification: saisie?.certification ?? false),
            erreurs: refus.map { [Erreur]($0, carte: saisie?.carte) } ?? []
        ).html
    }

    private static func vueChoix(_ call: Call, _ snapshot: Exercices.Snapshot, _ refus: Refus? = nil) -> HTML {
        let exercice = snapshot.exercice, rang = exercice.demarche.rang, etat = exercice.profil(rang, at: call.reel), decision = exercice.demarche.decision
        return PageChoix(
            contexte: contexte(call, snapshot), personne: exercice.nom(rang), etat: etat,
            dernierJour: etat == .enAttente ? exercice.dernierJour.enLettres : nil,
            choix: decision?.choix.rawValue, suppression: decision?.suppression ?? false,
            annonce: exercice.ouvertParLeDelai(rang, at: call.reel) ? Refus.Code.espaceOuvert.message : nil,
            erreurs: refus.map { [Erreur]($0) } ?? []
        ).html
    }

    private static func vueConfirmation(_ call: Call, _ snapshot: Exercices.Snapshot, _ refus: Refus? = nil) -> HTML {
        // This step is only reached by a choice.
        guard let decision = snapshot.exercice.demarche.decision else { return .empty }
        return PageConfirmation(
            contexte: contexte(call, snapshot), personne: snapshot.exercice.nom(snapshot.exercice.demarche.rang), decision: decision,
            erreurs: refus.map { [Erreur]($0) } ?? []
        ).html
    }

    static func contexte(_ call: Call, _ snapshot: Exercices.Snapshot) -> Contexte {
        var contexte = Contexte(snapshot.exercice, at: call.reel)
        if let (salle, poste) = call.site.salles.place(of: snapshot.id) {
            let rang = poste.exercices.firstIndex(of: snapshot.id) ?? 0
            contexte.salle = BandeauDeSalle(
                poste: poste.numero, reprise: poste.reprise, indices: snapshot.exercice.indices, conseiller: salle.salle.conseillers[poste.numero],
                usager: salle.salle.usager(de: poste.numero), suivi: "/suivi?apres=\(snapshot.version)&pose=\(rang)")
        }
        return contexte
    }

    // MARK: Parts

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
        page(PagePause(contexte: contexte(call, snapshot), retour: .init(adresse: call.request.path, champs: champs)).html, champs == nil ? .ok : .conflict)
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
        var response = page(PageErreur(statut: problem.status.code, contexte: contexte).html, problem.status)
        if let retryAfter = problem.retryAfter { response.fields.add(.retryAfter, String(retryAfter)) }
        if let allow = problem.allow { response.fields.add(.allow, allow) }
        return response
    }

    static func plainHTTP(_ head: RequestHead) -> Response {
        page(PageErreur(statut: Status.badRequest.code, adresseHTTPS: "https://\(head.host)\(head.path)").html, .badRequest)
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
