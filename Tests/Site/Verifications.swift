import Documents
import Foundation
import Testing
@testable import Cahier
@testable import Markup
@testable import Pages
@testable import Procedure
@testable import Site

@Suite("The verification of a justificatif, over real sockets")
struct Verifications {
    let banc: Banc, base: String, reference: String, pdf: Data

    init() throws {
        banc = try Banc(publicURL: "http://salle.example:8080")
        let fiche = try #require(Catalogue.fiche("odile-vautrin"))
        base = try #require(try banc.json("POST", "/api/exercices").lieu)
        _ = try banc.json("POST", base + "/identification", objet(items(fiche)))
        _ = try banc.json("POST", base + "/choix", #"{"choix":"opposition"}"#)
        let faite = try banc.json("POST", base + "/confirmation", #"{"decision":"confirmer"}"#).json
        reference = try #require((faite / "justificatif" / "reference")?.texte)
        pdf = try banc.demande("GET", base + "/justificatif").corps
    }

    /// The form of the page, with that file in it.
    private func envoie(_ fichier: Data, champ: String = "fichier", limite: String = "limite") throws -> Reponse {
        let tete = "--\(limite)\r\nContent-Disposition: form-data; name=\"\(champ)\"; filename=\"1 85 05 78 006 084 36.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
        return try banc.demande(
            "POST", "/verification", champs: ["Content-Type": "multipart/form-data; boundary=limite"],
            corps: Data(tete.utf8) + fichier + Data("\r\n--\(limite)--\r\n".utf8))
    }

    private func enJSON(_ fichier: Data) throws -> JSON { try banc.demande("POST", "/api/verification", champs: ["Content-Type": "application/pdf"], corps: fichier).json }

    @Test("What the server gave is authentic, and says what it attests, on the page and in JSON, even once the exercice is erased")
    func authentique() throws {
        for _ in 0..<2 {
            let page = try envoie(pdf)
            #expect(page.statut == 200 && page.texte.contains("Authentique et inchangé") && page.texte.contains(reference) && page.texte.contains("Odile Vautrin"))
            let json = try enJSON(pdf)
            #expect(json["simulation"] == true && json["verdict"] == "authentique" && json["atteste"]?.texte?.contains("Opposition à la création") == true)
            #expect(try banc.demande("DELETE", base).statut == 204 || banc.demande("GET", base).statut == 404)
        }
    }

    @Test("Changed, it is altered; another file is not one of ours; a file's name is shown nowhere")
    func autres() throws {
        var changed = pdf
        changed[9_000] ^= 1
        for (fichier, verdict, titre) in [(changed, "modifie", "Modifié depuis sa signature"), (Data("%PDF-1.7".utf8), "etranger", "Pas un justificatif de cet outil")] {
            let page = try envoie(fichier)
            #expect(page.statut == 200 && page.texte.contains("<h2>\(titre)</h2>") && page.texte.contains("<title>SIMULATION – EXERCICE DE FORMATION – \(titre)"))
            #expect(!page.texte.contains("078") && !page.texte.contains("1 85"))
            let json = try enJSON(fichier)
            #expect(json["verdict"]?.texte == verdict && json["atteste"] == .null)
        }
    }

    @Test("The document asked for again is the same to the octet, so that two ranges of it make one")
    func plages() throws {
        let whole = try banc.demande("GET", base + "/justificatif")
        #expect(whole.corps == pdf)
        let etag = try #require(whole.champs["etag"])
        let parts = try ["bytes=0-4999", "bytes=5000-"].map { try banc.demande("GET", base + "/justificatif", champs: ["Range": $0, "If-Range": etag]) }
        #expect(parts.map(\.statut) == [206, 206] && parts[0].corps + parts[1].corps == pdf)
    }

    @Test("Its date is the real instant of the confirmation, whatever the exercice's clock says")
    func dates() throws {
        #expect(pdf.range(of: Data("/M(D:20260921141320Z)".utf8)) != nil)
        let text = try #require((try enJSON(pdf))["atteste"]?.texte)
        #expect(text.contains("2022"))
    }

    @Test("A reference that is known says the decision, for whom and when; nothing of the exercice itself")
    func referenceConnue() throws {
        let page = try banc.demande("GET", "/verification?reference=\(reference.lowercased())")
        #expect(page.statut == 200)
        for fait in ["Référence connue", reference, "Opposition", "Odile Vautrin", "2022", "21 septembre 2026"] { #expect(page.clair.contains(fait), "\(fait)") }
        let id = try #require(base.split(separator: "/").last)
        #expect(page.champs["set-cookie"] == nil && !String(decoding: page.brut, as: UTF8.self).contains(id))
        let nir = try #require(Catalogue.fiche("odile-vautrin")).nir.groupe
        #expect(!page.texte.contains(nir))
    }

    @Test("Once the exercice is erased its reference is unknown, like one that never was")
    func effacee() throws {
        #expect(try banc.demande("DELETE", base).statut == 204)
        for reference in [reference, "EXERCICE-BCDF-GHJK-LMNP"] {
            let page = try banc.demande("GET", "/verification?reference=\(reference)")
            #expect(page.statut == 404 && page.texte.contains("Référence inconnue, ou exercice effacé") && page.texte.contains(reference))
        }
    }

    @Test("A reference that was typed goes to its address; what is none is refused, and not shown")
    func saisie() throws {
        let navigateur = Navigateur(banc)
        #expect(try navigateur.envoie("/verification", [("reference", " " + reference.lowercased())]).lieu == "/verification?reference=\(reference)")
        for (texte, message) in [("", "Saisir la référence"), ("EXERCICE-AEIO-1234-ZZZZ", "Une référence commence par EXERCICE"), ("1 85 05 78 006 084 36", "n’a pas été gardé")] {
            for page in [try navigateur.envoie("/verification", [("reference", texte)]), try navigateur.lit("/verification?reference=\(texte.replacing(" ", with: "%20"))")] where !(texte.isEmpty && page.texte.contains("douze autres")) {
                #expect(page.statut == 422 && page.texte.contains(message) && page.texte.contains("<title>Erreur"), "\(texte)")
                #expect(texte.isEmpty || !page.texte.contains(texte))
            }
        }
    }

    @Test("No file, a form that cannot be read, a file too large, another type: each is told")
    func refus() throws {
        #expect(try envoie(Data()).texte.contains("Choisir le fichier PDF") && envoie(pdf, champ: "autre").statut == 422)
        #expect(try envoie(pdf, limite: "autre").statut == 400)
        let large = Data(count: KnownCertificates.maximumCount + 5_000)
        let page = try envoie(large)
        #expect(page.statut == 413 && page.clair.contains("trop grand pour être un justificatif de cet outil (256 Ko au plus)"))
        let reponse = try banc.demande("POST", "/api/verification", champs: ["Content-Type": "application/pdf"], corps: large)
        #expect(try reponse.statut == 413 && reponse.json["code"] == "corps-trop-grand")
        #expect(try banc.json("POST", "/api/verification", "{}").statut == 415)
        // No other address takes so much.
        #expect(try banc.demande("POST", "/choix", corps: Data(count: 20_000)).statut == 413)
    }

    @Test("The certificate is given in PEM")
    func certificat() throws {
        let reponse = try banc.demande("GET", "/verification/certificat.pem")
        #expect(reponse.texte.hasPrefix("-----BEGIN CERTIFICATE-----\n") && reponse.champs["content-type"] == "application/x-pem-file")
        #expect(Array(reponse.corps) == banc.keyring.certificates.pem)
        #expect(try banc.demande("GET", "/justificatif-cle.pem").statut == 404)
    }

    @Test("On a network too, where any Host is let in, no document leads to a machine that is not this one")
    func ailleurs() throws {
        let banc = try Banc(lan: true), base = try #require(try banc.json("POST", "/api/exercices").lieu), fiche = try #require(Catalogue.fiche("odile-vautrin"))
        _ = try banc.json("POST", base + "/identification", objet(items(fiche)))
        _ = try banc.json("POST", base + "/choix", #"{"choix":"opposition"}"#)
        _ = try banc.json("POST", base + "/confirmation", #"{"decision":"confirmer"}"#)
        for host in ["ailleurs.example", "192.0.2.1:8080", "localhost.ailleurs.example"] {
            let pdf = try banc.demande("GET", base + "/justificatif", champs: ["Host": host]).corps
            #expect(pdf.starts(with: Data("%PDF".utf8)) && pdf.range(of: Data("/verification?reference=".utf8)) == nil, "\(host)")
        }
        #expect(try banc.demande("GET", base + "/justificatif", champs: ["Host": "LocalHost:1"]).corps.range(of: Data("http://LocalHost:1/verification".utf8)) != nil)
    }

    @Test("Links and QR codes lead to the public address, else to the one that was asked")
    func adresse() throws {
        #expect(pdf.range(of: Data("http://salle.example:8080/verification?reference=\(reference)".utf8)) != nil)
        let banc = try Banc(), base = try #require(try banc.json("POST", "/api/exercices").lieu), fiche = try #require(Catalogue.fiche("odile-vautrin"))
        _ = try banc.json("POST", base + "/identification", objet(items(fiche)))
        _ = try banc.json("POST", base + "/choix", #"{"choix":"opposition"}"#)
        _ = try banc.json("POST", base + "/confirmation", #"{"decision":"confirmer"}"#)
        for host in ["localhost:\(banc.port)", "[::1]:\(banc.port)", "127.0.0.1"] {
            let pdf = try banc.demande("GET", base + "/justificatif", champs: ["Host": host]).corps
            #expect(pdf.range(of: Data("http://\(host)/verification?reference=EXERCICE-".utf8)) != nil, "\(host)")
        }
    }
}
