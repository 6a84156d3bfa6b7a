import Cahier
import HTTP
import Journal
import Markup
import Pages
import Procedure
import Server

/// The 3422 on pages: the caller's side, and the adviser's on a second device.
extension Web {
    static let telephone: Handler = { call in
        response(call) { page(vueAppel(call, $0)) }
    }

    static let appeler: Handler = { call in
        guard let id = id(call) else { return .now(redirect("/")) }
        return .later {
            do throws(Problem) {
                let input = try form(call), (geste, outcome) = try await play(call, input, id) { _ in true }
                guard let outcome, let refus = outcome.verdict.refus else { return redirect("/3422") }
                if geste == .composer, refus.code == .appelHorsHoraires || refus.code == .serviceIndisponible {
                    return closed(call, outcome.snapshot, refus)
                }
                // Out of turn, or said by the adviser: the page tells where the call stands.
                if refus == .etapeInattendue || outcome.snapshot.exercice.appel?.etape == .refus { return redirect("/3422") }
                return page(vueAppel(call, outcome.snapshot, saisie: input.reponse?.kept, [Erreur](refus, question: outcome.snapshot.exercice.appel?.etape)), .unprocessableContent)
            } catch { return error.code == Problem.introuvable.code ? redirect("/") : errorPage(error) }
        }
    }

    private static func closed(_ call: Call, _ snapshot: Exercices.Snapshot, _ refus: Refus) -> Response {
        let html = Page.appelFerme(contexte(call, snapshot), snapshot.exercice, at: call.reel, refus.code)
        var response = page(html, refus.code == .appelHorsHoraires ? .conflict : .serviceUnavailable)
        if let attente = refus.attente { response.fields.add(.retryAfter, String(attente)) }
        return response
    }

    private static func vueAppel(_ call: Call, _ snapshot: Exercices.Snapshot, saisie: String? = nil, _ erreurs: [Erreur] = []) -> HTML {
        // Until one hangs up, another device may come in.
        let invitation: (code: String, adresse: String?)? = snapshot.exercice.appel.flatMap { appel in
            guard appel.aDeux, appel.etape(at: call.reel) != .raccroche else { return nil }
            return (call.site.conseillers.code(for: snapshot.id).description, call.site.roomOrigin(of: call.request).map { $0 + "/3422/conseiller" })
        }
        return Page.appel(
            contexte(call, snapshot), snapshot.exercice, at: call.reel, saisie: saisie, erreurs, invitation: invitation,
            suivi: "/3422/suivi?apres=\(snapshot.version)")
    }

    static let suivi: Handler = { call in follow(call, id(call)) }

    // MARK: The adviser

    static let conseiller: Handler = { call in
        .later {
            do throws(Problem) {
                if let texte = try call.parameter(Champ.code.rawValue) {
                    guard let code = CodeConseiller(texte), call.site.conseillers.exercice(code) != nil else {
                        let motif: ErreurDeSaisie.Motif = Garde.admet(texte) ? .inconnu : .numeroReel
                        return page(Page.codeConseiller([Erreur](.saisie(SaisieInvalide(erreurs: [ErreurDeSaisie(.code, motif)])))), .unprocessableContent)
                    }
                    var response = redirect("/3422/conseiller")
                    response.fields.add(.setCookie, call.site.cookie(code))
                    return response
                }
                guard let id = idOfConseiller(call) else { return page(Page.codeConseiller()) }
                return page(vueConseiller(call, try await API.load(call.site, id)))
            } catch { return error.code == Problem.introuvable.code ? page(Page.codeConseiller()) : errorPage(error) }
        }
    }

    static let conseillerAgit: Handler = { call in
        guard let id = idOfConseiller(call) else { return .now(redirect("/3422/conseiller")) }
        return .later {
            do throws(Problem) {
                // The code opens the call under way, and nothing else of the exercice.
                let outcome = try await play(call, try form(call), id) { $0.appel?.aDeux == true && $0.appel?.etape != .raccroche }.outcome
                guard let outcome, let refus = outcome.verdict.refus, case .saisie = refus else { return redirect("/3422/conseiller") }
                return page(vueConseiller(call, outcome.snapshot, [Erreur](refus)), .unprocessableContent)
            } catch { return error.code == Problem.introuvable.code ? redirect("/3422/conseiller") : errorPage(error) }
        }
    }

    static let suiviConseiller: Handler = { call in follow(call, idOfConseiller(call)) }

    private static func idOfConseiller(_ call: Call) -> ExerciceID? {
        // Paired in a salle, one needs no code.
        if let paired = id(call).flatMap(call.site.salles.usager) { return paired }
        return call.request.cookie(Call.cookieConseiller).flatMap(CodeConseiller.init).flatMap(call.site.conseillers.exercice)
    }

    private static func vueConseiller(_ call: Call, _ snapshot: Exercices.Snapshot, _ erreurs: [Erreur] = []) -> HTML {
        Page.conseiller(snapshot.exercice, at: call.reel, erreurs, suivi: "/3422/conseiller/suivi?apres=\(snapshot.version)")
    }

    // MARK: Parts

    /// Plays the gesture that a button of the form names.
    /// - Parameter isAllowed: whether whoever asks may play in that exercice.
    private static func play(
        _ call: Call, _ input: Input, _ id: ExerciceID, _ isAllowed: (Exercice) -> Bool
    ) async throws(Problem) -> (geste: CommandeAppel.Nom, outcome: (snapshot: Exercices.Snapshot, verdict: Verdict)?) {
        let geste: CommandeAppel.Nom
        do throws(SaisieInvalide) { geste = try input.requiredWord(.geste, CommandeAppel.Nom.init) } catch { throw Problem(error) }
        guard isAllowed(try await API.load(call.site, id).exercice) else { return (geste, nil) }
        do throws(Exercices.Failure) {
            return (geste, try await call.site.exercices.execute(id, .appel(input.appel(geste, Reference.nouvelle())), at: call.reel))
        } catch { throw Problem(error) }
    }

    /// One line for each event that follows, with nothing of it: that there is something new.
    private static func follow(_ call: Call, _ id: ExerciceID?) -> Answer {
        guard let id else { return .now(errorPage(.introuvable)) }
        return .later {
            do throws(Problem) { return try await API.eventStream(call, id, after: try call.parameter("apres").flatMap(Borne.dernierEvenement.lue) ?? 0, .news) }
            catch { return errorPage(error) }
        }
    }
}

/// The 3422 in JSON.
extension API {
    static func appel(_ nom: CommandeAppel.Nom) -> Handler {
        { call in run(call, status: nom == .composer ? .created : .ok) { .appel($0.appel(nom, Reference.nouvelle())) } }
    }

    /// Every address of the call: `POST …/appel` dials, the others are named after what one does.
    static let appels = Dictionary(uniqueKeysWithValues: CommandeAppel.Nom.allCases.map { nom in (nom.chemin, Route([.post: appel(nom)])) })
}
