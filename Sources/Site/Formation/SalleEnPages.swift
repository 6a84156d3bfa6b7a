import Formation
import HTTP
import Procedure
import Server

/// The trainer's side on pages, and how trainees join.
extension Pages {
    static let ouvrir: Handler = { call in
        .later {
            do throws(Problem) {
                let input = try salleForm(call)
                do throws(Problem) { return redirect("/formation/\(try await Salles.open(call, input).secret)") } catch {
                    guard error.status == .unprocessableContent else { throw error }
                    return page(PageFormation(erreurs: [Erreur(champ: "", message: error.detail)]).html, .unprocessableContent)
                }
            } catch { return errorPage(error) }
        }
    }

    // MARK: Joining

    /// The QR code of a salle leads here, with its code.
    static let rejoindre: Handler = { call in
        .later {
            do throws(Problem) {
                // What is not the code of something is not shown again.
                let code = try call.parameter(Champ.code.rawValue).flatMap { CodeDeSalle($0)?.description ?? CodeDeReprise($0)?.description }
                return page(PageRejoindre(code: code ?? "").html)
            } catch { return errorPage(error) }
        }
    }

    static let entrer: Handler = { call in
        .later {
            do throws(Problem) {
                let input = try form(call), code: CodeDePorte
                do throws(SaisieInvalide) { code = try input.requiredWord(.code, CodeDePorte.init) } catch {
                    return page(PageRejoindre(erreurs: [Erreur](.saisie(error))).html, .unprocessableContent)
                }
                return try await enter(call, code, nil)
            } catch { return errorPage(error) }
        }
    }

    /// What the one field of the gate takes.
    enum CodeDePorte {
        case salle(CodeDeSalle), reprise(CodeDeReprise)

        init?(_ texte: String) {
            if let code = CodeDeSalle(texte) { self = .salle(code) } else if let code = CodeDeReprise(texte) { self = .reprise(code) } else { return nil }
        }
    }

    /// Takes the next place of the salle, or finds one again. A browser that already has a place there keeps it.
    static func enter(_ call: Call, _ code: CodeDePorte, _ wanted: (fiche: Fiche, scenario: Scenario?)?) async throws(Problem) -> Response {
        let unknown = SaisieInvalide(erreurs: [ErreurDeSaisie(.code, .inconnu)]), salles = call.site.salles
        switch code {
        case .reprise(let code):
            guard let place = salles.place(code) else { return page(PageRejoindre(erreurs: [Erreur](.saisie(unknown))).html, .unprocessableContent) }
            return try await enter(call, place.secret, place, nil)
        case .salle(let code):
            guard let salle = salles.snapshot(code) else { return page(PageRejoindre(code: code.description, erreurs: [Erreur](.saisie(unknown))).html, .unprocessableContent) }
            if let id = id(call), salles.place(of: id)?.snapshot.secret == salle.secret { return redirect("/accueil") }
            return try await enter(call, salle.secret, nil, wanted)
        }
    }

    private static func enter(_ call: Call, _ secret: SecretDeSalle, _ place: Salles.Place?, _ wanted: (fiche: Fiche, scenario: Scenario?)?) async throws(Problem) -> Response {
        let exercice: Exercices.Snapshot
        do { exercice = try await call.site.salles.join(secret, place: place, wanted, at: call.reel, isCapped: !call.isLocal) } catch { throw Problem(error) }
        var response = redirect("/accueil")
        response.fields.add(.setCookie, call.site.cookie(exercice.id))
        return response
    }

    /// What the room does to the exercice of this browser, as it happens.
    static let suiviDeSalle: Handler = { call in
        guard let id = id(call), let (snapshot, poste) = call.site.salles.place(of: id) else { return .now(errorPage(.introuvable)) }
        return .later {
            do throws(Problem) {
                let rang = poste.exercices.firstIndex(of: poste.pose.exercice)
                let after = try call.parameter("apres").flatMap(Borne.dernierEvenement.lue) ?? 0, pose = try call.parameter("pose").flatMap(Borne.pose.lue)
                let response = try await API.eventStream(call, id, after: after, .roomNews, onEnd: call.site.salles.attend(id))
                // Replaced while the page was not connected.
                if pose != rang { call.site.exercices.followers.tell(id, "remplace") }
                return response
            } catch { return errorPage(error) }
        }
    }

    // MARK: The register

    static let salle: Handler = { call in
        within(call) { (_, registre) async throws(Problem) -> Response in
            let wanted = try call.parameter(Champ.poste.rawValue)
            guard let numero = wanted.flatMap(Borne.poste.lue) else { return trainerPage(call, vueSalle(call, registre).html) }
            guard let closer = try await detail(call, registre.salle, numero) else { throw .introuvable }
            var vue = vueSalle(call, registre)
            vue.detail = closer
            return trainerPage(call, vue.html)
        }
    }

    private static func detail(_ call: Call, _ salle: Salle, _ numero: Int) async throws(Problem) -> DetailDePoste? {
        guard let poste = salle.poste(numero) else { return nil }
        do throws(Exercices.Failure) {
            let snapshot = try await call.site.exercices.load(poste.pose.exercice)
            let entries = try await call.site.exercices.timeline(poste.pose.exercice).entries.map { ($0.evenement, $0.reel) }
            guard let bilan = PageBilan(entries, contexte: contexte(call, snapshot)) else { return nil }
            return DetailDePoste(poste: poste, lignes: bilan.lignes, chemin: bilan.chemin)
        } catch { throw Problem(error) }
    }

    static let suiviDuRegistre: Handler = { call in
        guard let secret = call.secret, call.site.salles.snapshot(secret) != nil else { return .now(errorPage(.introuvable)) }
        return .later {
            do throws(Problem) {
                let asked = try call.parameter("apres"), after = (call.request.first(.lastEventID) ?? asked).flatMap(Borne.revision.lue).map(Int64.init) ?? 0
                do throws(Exercices.Failure) {
                    return Response(.ok, fields: API.eventStreamFields, stream: try await call.site.salles.direct(secret).follow(after: after))
                } catch { throw Problem(error) }
            } catch { return errorPage(error) }
        }
    }

    // MARK: What the trainer does

    static let intervenir: Handler = { call in
        act(call) { (input, snapshot) throws(Problem) in
            let wish = try input.intervention()
            // What throws away what was done asks once.
            if wish.intervention == .remise, !wish.isConfirmed {
                return page(PageConfirmerSalle(secret: snapshot.secret, salle: snapshot.salle, geste: .remise(postes: wish.postes ?? [], vu: wish.vu ?? snapshot.salle.interventions.count)).html)
            }
            try await Salles.intervene(call, snapshot.secret, wish)
            return nil
        }
    }

    static let annuler: Handler = { call in
        act(call) { (input, snapshot) throws(Problem) in
            let numero = try input.required(.numero, .intervention)
            do throws(Salles.Failure) { _ = try await call.site.salles.undo(snapshot.secret, numero, at: call.reel) } catch { throw Problem(error) }
            return nil
        }
    }

    static let commencerEtape: Handler = { call in
        act(call) { (input, snapshot) throws(Problem) in
            try await Salles.beginStep(call, snapshot.secret, input)
            return nil
        }
    }

    static let jeuDeRole: Handler = { call in
        act(call) { (input, snapshot) throws(Problem) in
            let pairing = try input.pairing()
            do throws(Salles.Failure) { try await call.site.salles.pair(snapshot, pairing, at: call.reel) } catch { throw Problem(error) }
            return nil
        }
    }

    static let confirmerEffacement: Handler = { call in
        within(call) { (snapshot, _) throws(Problem) in page(PageConfirmerSalle(secret: snapshot.secret, salle: snapshot.salle, geste: .effacer).html) }
    }

    static let effacer: Handler = { call in
        act(call) { (_, snapshot) throws(Problem) in
            do throws(Salles.Failure) { try await call.site.salles.erase(snapshot.secret) } catch { throw Problem(error) }
            return redirect("/formation?effacee")
        }
    }

    // MARK: Parts

    private static func vueSalle(_ call: Call, _ registre: Direct.Registre, _ erreurs: [Erreur] = []) -> PageSalle {
        PageSalle(
            secret: call.secret ?? SecretDeSalle(ExerciceID(haut: 0, bas: 0)), registre: registre,
            adresse: call.site.roomOrigin(of: call.request), erreurs: erreurs)
    }

    /// A page of the salle that the address names.
    static func within(_ call: Call, _ response: @escaping @Sendable (Salles.Snapshot, Direct.Registre) async throws(Problem) -> Response) -> Answer {
        guard let secret = call.secret, let snapshot = call.site.salles.snapshot(secret) else { return .now(errorPage(.introuvable)) }
        return .later {
            await LocalHost.refresh()
            do throws(Problem) { return try await response(snapshot, try await registre(call, secret)) } catch { return errorPage(error) }
        }
    }

    /// A form of the register; done, back to it. What is wrong with it is told there.
    private static func act(_ call: Call, _ work: @escaping @Sendable (SalleInput, Salles.Snapshot) async throws(Problem) -> Response?) -> Answer {
        guard let secret = call.secret, let snapshot = call.site.salles.snapshot(secret) else { return .now(errorPage(.introuvable)) }
        return .later {
            do throws(Problem) {
                let input = try salleForm(call)
                do throws(Problem) { return try await work(input, snapshot) ?? redirect("/formation/\(secret)") } catch {
                    guard error.status == .unprocessableContent else { throw error }
                    return trainerPage(call, vueSalle(call, try await registre(call, secret), [Erreur(champ: "", message: error.detail)]).html, .unprocessableContent)
                }
            } catch { return errorPage(error) }
        }
    }

    static func salleForm(_ call: Call) throws(Problem) -> SalleInput {
        do { return try SalleInput(form: call.request) } catch { throw Problem(error, expected: "application/x-www-form-urlencoded") }
    }

    private static func registre(_ call: Call, _ secret: SecretDeSalle) async throws(Problem) -> Direct.Registre {
        do { return try await call.site.salles.direct(secret).registre() } catch { throw Problem(error) }
    }
}

extension Call {
    /// The salle that the address names.
    var secret: SecretDeSalle? { id.map { SecretDeSalle($0) } }
}

extension Salles {
    static func open(_ call: Call, _ input: SalleInput) async throws(Problem) -> Snapshot {
        let plan = try input.modele() ?? Plan.Modele.decouverte.plan, jeu = try input.jeu() ?? Jeu.Modele.courrier.jeu
        do { return try await call.site.salles.open(plan, jeu, at: call.reel, isCapped: !call.isLocal) } catch { throw Problem(error) }
    }

    static func intervene(_ call: Call, _ secret: SecretDeSalle, _ wish: SalleInput.Wish) async throws(Problem) {
        do { _ = try await call.site.salles.intervene(secret, wish.intervention, wish.postes, vu: wish.vu, at: call.reel, isCapped: !call.isLocal) } catch { throw Problem(error) }
    }

    static func beginStep(_ call: Call, _ secret: SecretDeSalle, _ input: SalleInput) async throws(Problem) {
        let rang = try input.required(.etape, .etape), vu = try input.number(.vu, .vu)
        do { _ = try await call.site.salles.beginStep(secret, rang, vu: vu, at: call.reel, isCapped: !call.isLocal) } catch { throw Problem(error) }
    }

    func pair(_ snapshot: Snapshot, _ pairing: SalleInput.Pairing, at reel: Instant) async throws(Failure) {
        let commande: CommandeDeSalle, touched: [Int]
        switch pairing {
        case .form(let usager, let conseiller): (commande, touched) = (.former(usager: usager, conseiller: conseiller), [usager, conseiller])
        case .undo(let usager): (commande, touched) = (.defaire(usager: usager), [usager, snapshot.salle.conseillers[usager]].compactMap { $0 })
        }
        let after = try await execute(snapshot.secret, commande, at: reel)
        for numero in touched { if let id = after.salle.poste(numero)?.pose.exercice { exercices.followers.tell(id, "role") } }
    }
}

extension Problem {
    init(_ failure: Salles.Failure) {
        self = switch failure {
        case .exercices(let failure): Problem(failure)
        case .notFound: .introuvable
        case .full: .tropDeSalles
        case .refused(let refus): Problem(refus)
        }
    }

    init(_ refus: RefusDeSalle) {
        let (champ, detail): (Champ, String) = switch refus {
        case .complete: (.salle, "La salle est pleine\u{A0}: \(Salle.maximum) postes. Ouvrez-en une autre.")
        case .posteInconnu: (.poste, "Ce poste n’est pas dans la salle\u{A0}: prenez un numéro du registre.")
        case .interventionInconnue: (.numero, "Ce qui est à annuler n’a pas été fait\u{A0}: prenez un numéro de la liste.")
        case .etapeInconnue: (.etape, "Le plan n’a pas cette étape, ou il vient de changer\u{A0}: regardez-le de nouveau.")
        case .seul: (.conseiller, "Personne n’est son propre conseiller\u{A0}: prenez deux postes.")
        }
        self.init(champ, .inconnu, detail)
    }

    /// One field of a trainer's request, and how to mend it.
    init(_ champ: Champ, _ motif: ErreurDeSaisie.Motif, _ detail: String) {
        self.init(
            status: .unprocessableContent, code: (motif == .numeroReel ? Refus.Code.numeroReelRefuse : .saisieInvalide).rawValue,
            titre: motif == .numeroReel ? "Numéro refusé" : "Saisie invalide", detail: detail,
            membres: { json in
                json.member("erreurs") { json in
                    json.array([0]) { json, _ in
                        json.object { json in
                            json.member("champ", champ.rawValue)
                            json.member("code", motif.rawValue)
                            json.member("message", detail)
                        }
                    }
                }
            })
    }

    static let tropDeSalles = Problem(
        status: .serviceUnavailable, code: "service-indisponible", titre: "Trop de salles",
        detail: "Trop de salles sont ouvertes sur ce réseau. Terminez-en une, puis réessayez.", retryAfter: 60)
}
