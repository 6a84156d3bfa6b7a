import Cahier
import Documents
import HTTP
import Markup
import Pages
import Procedure
import Threads

/// Is this justificatif one of ours: by its file, or by its reference.
extension Web {
    /// With a reference: what this server knows of it. It is known to whoever holds the document, and leads to nothing
    /// else of the exercice.
    static let verification: Handler = { call in
        .later {
            do throws(Problem) {
                guard let texte = try call.parameter(Champ.reference.rawValue) else { return await verification(call) }
                guard let reference = Reference(texte) else {
                    return await verification(call, erreurs: [Erreur](.saisie(SaisieInvalide(erreurs: [
                        ErreurDeSaisie(.reference, Garde.admet(texte) ? .inconnu : .numeroReel)
                    ]))))
                }
                let exercice: Exercice?
                do throws(Exercices.Failure) { exercice = try await call.site.exercices.exercice(of: reference) } catch { throw Problem(error) }
                guard let exercice, let justificatif = exercice.justificatifs.first(where: { $0.reference == reference }) else {
                    return await verification(call, .referenceInconnue(reference), status: .notFound)
                }
                return await verification(call, .reference(justificatif, exercice))
            } catch { return errorPage(error) }
        }
    }

    /// A file in a form with one, or a reference that was typed: that goes to its own address.
    static let verifier: Handler = { call in
        .later {
            do throws(Problem) {
                let type = call.request.first(.contentType) ?? ""
                guard type.lowercased().hasPrefix("multipart/form-data") else {
                    let input = try form(call)
                    do throws(SaisieInvalide) {
                        let reference = try input.requiredWord(.reference, Reference.init)
                        return redirect("\(Route.verification)?reference=\(reference)")
                    } catch { return await verification(call, erreurs: [Erreur](.saisie(error))) }
                }
                let body = call.request.body.span, parts: [FormPart]
                do { parts = try decodeMultipart(body, type: type) } catch { throw .requeteInvalide }
                guard let part = parts.first(where: { $0.name.utf8.elementsEqual(PageVerification.fichier.utf8) }), !part.content.isEmpty else {
                    return await verification(call, erreurs: [PageVerification.sansFichier])
                }
                Waiting.assertAllowed("A verification")
                let authenticity = call.site.cahier.keyring.certificates.authenticity(of: body.extracting(part.content))
                return await verification(call, .fichier(authenticity.fichier, enClair: authenticity.enClair))
            } catch { return errorPage(error) }
        }
    }

    /// In answer to a file that the server did not read to its end.
    static let fileTooLarge = page(Page.verification(nil, nil, [PageVerification.tropGrand(kilos: KnownCertificates.maximumCount / 1_024)]), .contentTooLarge)

    static let certificat: Handler = { call in
        .now(Representation(call.site.cahier.keyring.certificates.pem, contentType: "application/x-pem-file", fields: Defense.files).response(to: call.request))
    }

    private static func verification(
        _ call: Call, _ resultat: Page.Verification? = nil, erreurs: [Erreur] = [], status: Status? = nil
    ) async -> Response {
        let snapshot: Exercices.Snapshot? = if let id = id(call) { try? await call.site.exercices.load(id) } else { nil }
        let html = Page.verification(snapshot.map { contexte(call, $0) }, resultat, erreurs)
        return page(html, status ?? (erreurs.isEmpty ? .ok : .unprocessableContent))
    }
}

extension Authenticity {
    /// In JSON.
    var nom: String {
        switch self {
        case .authentic: "authentique"
        case .altered: "modifie"
        case .foreign: "etranger"
        }
    }

    /// As the page tells it.
    fileprivate var fichier: PageVerification.Fichier {
        switch self {
        case .authentic(let attestation): .authentique(attestation: attestation)
        case .altered: .modifie
        case .foreign: .etranger
        }
    }

    var attestation: String? { if case .authentic(let attestation) = self { attestation } else { nil } }
}
