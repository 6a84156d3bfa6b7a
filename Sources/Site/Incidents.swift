import Cahier
import HTTP
import Markup
import Pages
import Procedure
import Server

/// What goes wrong on purpose, on pages; and the controls of the room.
extension Web {
    // MARK: The service does not answer

    /// A real 503: the page, or the form that was sent with its screened values, is there to be tried again.
    static func unavailable(_ call: Call, _ snapshot: Exercices.Snapshot, _ genre: Incident.Genre, attente: Int, _ input: (Input, Partie)? = nil) -> Response {
        let kept = input.map { $0.kept($1) }
        var response = page(
            Page.indisponible(contexte(call, snapshot), genre, (call.request.path, kept?.champs), isRefused: kept?.refusee ?? false), .serviceUnavailable)
        response.fields.add(.retryAfter, String(attente))
        return response
    }

    static func expired(_ call: Call, _ snapshot: Exercices.Snapshot) -> Response {
        page(Page.sessionExpiree(contexte(call, snapshot)), .conflict)
    }

    // MARK: The controls of the room

    static let reglages: Handler = { call in response(call) { page(vueReglages(call, $0)) } }

    static let regler: Handler = { call in
        guard let id = id(call) else { return .now(redirect("/")) }
        return .later {
            do throws(Problem) {
                let input = try form(call)
                let commande: Commande
                do throws(SaisieInvalide) { commande = try input.commandeDeSalle(at: call.reel) } catch {
                    return page(vueReglages(call, try await API.load(call.site, id), [Erreur](.saisie(error))), .unprocessableContent)
                }
                let outcome: (snapshot: Exercices.Snapshot, verdict: Verdict)
                do throws(Exercices.Failure) { outcome = try await call.site.exercices.execute(id, commande, at: call.reel) } catch { throw Problem(error) }
                if let refus = outcome.verdict.refus { return page(vueReglages(call, outcome.snapshot, [Erreur](refus)), .unprocessableContent) }
                return redirect("/reglages")
            } catch { return error.status == .notFound ? redirect("/") : errorPage(error) }
        }
    }

    private static func vueReglages(_ call: Call, _ snapshot: Exercices.Snapshot, _ erreurs: [Erreur] = []) -> HTML {
        Page.reglages(contexte(call, snapshot), snapshot.exercice, at: call.reel, erreurs)
    }
}

extension Input {
    /// What the page of the room asks: to end an incident, to begin one, or to set the clock.
    fileprivate func commandeDeSalle(at reel: Instant) throws(SaisieInvalide) -> Commande {
        if let fini = try word(.terminer, Incident.Genre.init) { return .terminer(fini) }
        if has(.repere) || has(.avance) || has(.instant) { return .reglerHorloge(try reglage()) }
        return .declarer(try incident(at: reel))
    }

    /// What a form held, once screened: what can be sent again without being typed again.
    func kept(_ partie: Partie) -> (champs: [(nom: String, valeur: String)], refusee: Bool) {
        let values: [Champ: String?], saisie: SaisieInvalide?
        switch partie {
        case .identification:
            let items = identification
            values = items.kept.merging([.beneficiaire: safe(.beneficiaire)].compactMapValues { $0 }) { first, _ in first }
            saisie = items.resultat.failure
        case .codeProvisoire:
            values = code.kept.merging([.beneficiaire: safe(.beneficiaire)].compactMapValues { $0 }) { first, _ in first }
            saisie = code.resultat.failure
        case .choix: (values, saisie) = ([.choix: safe(.choix), .suppression: safe(.suppression)], nil)
        case .confirmation: (values, saisie) = ([.decision: safe(.decision)], nil)
        case .accueil, .priseEnCompte: (values, saisie) = ([:], nil)
        }
        let champs = Champ.allCases.compactMap { champ in values[champ].flatMap { $0 }.flatMap { $0.isEmpty ? nil : (nom: champ.rawValue, valeur: $0) } }
        return (champs, saisie?.numeroReel ?? false)
    }
}

extension Result where Failure == SaisieInvalide {
    fileprivate var failure: SaisieInvalide? { if case .failure(let failure) = self { failure } else { nil } }
}
