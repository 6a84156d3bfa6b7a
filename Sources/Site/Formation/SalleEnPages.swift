import Cahier
import Formation
import HTTP
import Markup
import Pages
import Procedure
import Server

/// The trainer's side on pages, and how trainees join.
extension Web {
    static let ouvrir: Handler = { call in
        .later {
            do throws(Problem) {
                let input = try salleForm(call)
                do throws(Problem) { return redirect("/formation/\(try await call.openSalle(input).secret)") } catch {
                    guard error.status == .unprocessableContent else { throw error }
                    return page(Page.formation([Erreur(champ: "", message: error.detail)]), .unprocessableContent)
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
                return page(Page.rejoindre(code ?? ""))
            } catch { return errorPage(error) }
        }
    }

    static let entrer: Handler = { call in
        .later {
            do throws(Problem) {
                let input = try form(call), code: CodeDePorte
                do throws(SaisieInvalide) { code = try input.requiredWord(.code, CodeDePorte.init) } catch {
                    return page(Page.rejoindre("", [Erreur](.saisie(error))), .unprocessableContent)
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
            guard let place = salles.place(code) else { return page(Page.rejoindre("", [Erreur](.saisie(unknown))), .unprocessableContent) }
            return try await enter(call, place.secret, place, nil)
        case .salle(let code):
            guard let salle = salles.snapshot(code) else { return page(Page.rejoindre(code.description, [Erreur](.saisie(unknown))), .unprocessableContent) }
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
            guard let numero = wanted.flatMap(Borne.poste.lue) else { return trainerPage(call, vueSalle(call, registre)) }
            guard let closer = try await detail(call, registre.salle, numero) else { throw .introuvable }
            return trainerPage(call, vueSalle(call, registre, closer))
        }
    }

    private static func detail(_ call: Call, _ salle: Salle, _ numero: Int) async throws(Problem) -> DetailDePoste? {
        guard let poste = salle.poste(numero) else { return nil }
        do throws(Exercices.Failure) {
            let snapshot = try await call.site.exercices.load(poste.pose.exercice)
            let entries = try await call.site.exercices.timeline(poste.pose.exercice).entries.map { ($0.evenement, $0.reel) }
            return DetailDePoste(poste, entries, contexte(call, snapshot))
        } catch { throw Problem(error) }
    }

    static let suiviDuRegistre: Handler = { call in
        guard let secret = call.secret, call.site.salles.snapshot(secret) != nil else { return .now(errorPage(.introuvable)) }
        return .later {
            do throws(Problem) {
                let asked = try call.parameter("apres"), after = (call.request.first(.lastEventID) ?? asked).flatMap(Borne.revision.lue).map(Int64.init) ?? 0
                do throws(Exercices.Failure) {
                    return Response(.ok, fields: API.eventStreamFields, stream: try await call.site.salles.direct(secret).follow(after: after) { forget in
                        // A salle of 250 places is drawn in 300 KiB.
                        ContentStream(limit: 1 << 20, heartbeat: ServerSentEvents.heartbeat, onEnd: forget)
                    })
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
                return page(Page.confirmerRemise(snapshot.secret, snapshot.salle, postes: wish.postes ?? [], vu: wish.vu ?? snapshot.salle.interventions.count))
            }
            try await call.intervene(snapshot.secret, wish)
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
            try await call.beginStep(snapshot.secret, input)
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
        within(call) { (snapshot, _) throws(Problem) in page(Page.confirmerEffacement(snapshot.secret, snapshot.salle)) }
    }

    static let effacer: Handler = { call in
        act(call) { (_, snapshot) throws(Problem) in
            do throws(Salles.Failure) { try await call.site.salles.erase(snapshot.secret) } catch { throw Problem(error) }
            return redirect("/formation?effacee")
        }
    }

    // MARK: Parts

    private static func vueSalle(_ call: Call, _ registre: Registre, _ detail: DetailDePoste? = nil, _ erreurs: [Erreur] = []) -> HTML {
        Page.salle(
            call.secret ?? SecretDeSalle(ExerciceID(haut: 0, bas: 0)), registre, adresse: call.site.roomOrigin(of: call.request), detail: detail, erreurs)
    }

    /// A page of the salle that the address names.
    static func within(_ call: Call, _ response: @escaping @Sendable (Salles.Snapshot, Registre) async throws(Problem) -> Response) -> Answer {
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
                    return trainerPage(call, vueSalle(call, try await registre(call, secret), nil, [Erreur(champ: "", message: error.detail)]), .unprocessableContent)
                }
            } catch { return errorPage(error) }
        }
    }

    static func salleForm(_ call: Call) throws(Problem) -> SalleInput {
        do { return try SalleInput(form: call.request) } catch { throw Problem(error, expected: "application/x-www-form-urlencoded") }
    }

    private static func registre(_ call: Call, _ secret: SecretDeSalle) async throws(Problem) -> Registre {
        do { return try await call.site.salles.direct(secret).registre() } catch { throw Problem(error) }
    }
}

extension Call {
    /// The salle that the address names.
    var secret: SecretDeSalle? { id.map { SecretDeSalle($0) } }
}
