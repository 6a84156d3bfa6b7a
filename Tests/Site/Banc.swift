import Documents
import Foundation
import HTTP
import Logging
import Synchronization
@testable import Cahier
@testable import Journal
@testable import Markup
@testable import Procedure
@testable import Server
@testable import Site

/// The whole simulator on a real socket and a real database, gone after the test.
final class Banc: Sendable {
    /// The time on the wall, always.
    static let reel = Instant(milliseconds: 1_790_000_000_000)

    let chemin = NSTemporaryDirectory() + "site-" + UUID().uuidString
    let port: Int
    let log = Carnet()
    let keyring: Keyring
    let site: Site
    private let server: Server

    init(lan: Bool = false, publicURL: String? = nil, faits: Faits? = nil, clock: @escaping @Sendable () -> Procedure.Instant = { Banc.reel }) throws {
        let logger = log.logger
        let journal = try Journal(directory: chemin, logger: logger)
        keyring = try Keyring(directory: chemin, now: Banc.reel.milliseconds / 1000)
        var options = Site.Configuration()
        (options.lan, options.publicURL) = (lan, publicURL)
        var configuration = Server.Configuration()
        (configuration.port, configuration.threads) = (0, 2)
        configuration.accessLogger = logger
        site = try Site(journal: journal, keyring: keyring, configuration: options, metrics: configuration.metrics, faits: faits, clock: clock)
        server = try Server(service: site, configuration: configuration, logger: logger)
        port = server.port
        Thread.detachNewThread { [server] in server.run() }
    }

    deinit {
        server.stop()
        try? FileManager.default.removeItem(atPath: chemin)
    }

    /// All the bytes of the database and of its companions.
    func fichiers() throws -> Data {
        try FileManager.default.contentsOfDirectory(atPath: chemin).reduce(into: Data()) { $0 += try Data(contentsOf: URL(fileURLWithPath: chemin + "/" + $1)) }
    }
}

/// What came back.
struct Reponse {
    let statut: Int
    /// Names in lower case.
    let champs: [String: String]
    let corps: Data
    let brut: Data

    var texte: String { String(decoding: corps, as: UTF8.self) }
    /// The text with ordinary spaces for those of French typography.
    var clair: String { texte.replacing(/[\u{A0}\u{202F}]/, with: " ") }
    var json: JSON { get throws { try JSON(Array(corps)) } }
    var lieu: String? { champs["location"] }

    init(_ brut: Data) throws {
        struct Illisible: Error {}
        guard let fin = brut.range(of: Data("\r\n\r\n".utf8)) else { throw Illisible() }
        var lignes = String(decoding: brut[..<fin.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        statut = Int(lignes.removeFirst().split(separator: " ")[1]) ?? 0
        champs = Dictionary(lignes.map { ligne in
            let deuxPoints = ligne.firstIndex(of: ":") ?? ligne.endIndex
            return (ligne[..<deuxPoints].lowercased(), ligne[deuxPoints...].dropFirst().trimmingCharacters(in: .whitespaces))
        }, uniquingKeysWith: { $0 + "\n" + $1 })
        corps = Data(brut[fin.upperBound...])
        self.brut = brut
    }
}

extension Banc {
    /// One request on a connection of its own.
    /// - Parameter autre: the port of another server of the same site.
    func demande(_ methode: String, _ cible: String, champs: [String: String] = [:], corps: Data = Data(), port autre: Int? = nil) throws -> Reponse {
        let port = autre ?? port
        var champs = ["Host": "localhost:\(port)", "Connection": "close"].merging(champs) { $1 }
        if !corps.isEmpty || methode == "POST" { champs["Content-Length"] = String(corps.count) }
        let tete = "\(methode) \(cible) HTTP/1.1\r\n" + champs.map { "\($0): \($1)\r\n" }.joined() + "\r\n"
        return try Reponse(try echange(Data(tete.utf8) + corps, port))
    }

    func json(_ methode: String, _ cible: String, _ corps: String = "", champs: [String: String] = [:]) throws -> Reponse {
        try demande(methode, cible, champs: ["Content-Type": "application/json"].merging(champs) { $1 }, corps: Data(corps.utf8))
    }

    private func echange(_ octets: Data, _ port: Int) throws -> Data {
        struct Coupe: Error {}
        let prise = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(prise) }
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(prise, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var adresse = sockaddr_in()
        (adresse.sin_family, adresse.sin_port, adresse.sin_addr.s_addr) = (sa_family_t(AF_INET), UInt16(port).bigEndian, UInt32(0x7F00_0001).bigEndian)
        let lie = withUnsafePointer(to: &adresse) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(prise, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) } }
        guard lie == 0 else { throw Coupe() }
        var envoyes = 0
        try octets.withUnsafeBytes { tampon in
            while envoyes < tampon.count {
                let n = send(prise, tampon.baseAddress! + envoyes, tampon.count - envoyes, Int32(MSG_NOSIGNAL))  // the data is never empty
                guard n > 0 else { throw Coupe() }
                envoyes += n
            }
        }
        var recu = Data(), tampon = [UInt8](repeating: 0, count: 65_536)
        while true {
            let n = recv(prise, &tampon, tampon.count, 0)
            guard n >= 0 else { throw Coupe() }
            if n == 0 { return recu }
            recu += tampon[..<n]
        }
    }
}

/// A browser without JavaScript: it keeps its cookie, follows nothing, sends what a browser sends.
final class Navigateur {
    let banc: Banc
    private(set) var cookie: String?

    init(_ banc: Banc) { self.banc = banc }

    func lit(_ cible: String) throws -> Reponse { try garde(banc.demande("GET", cible, champs: entetes)) }

    /// Posts a form as its page would.
    func envoie(_ cible: String, _ champs: [(String, String)] = [], origine: String? = nil) throws -> Reponse {
        let corps = champs.map { "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: .alphanumerics)!)" }.joined(separator: "&")  // any string can be encoded
        let entetes = entetes.merging([
            "Content-Type": "application/x-www-form-urlencoded", "Origin": origine ?? "http://localhost:\(banc.port)", "Sec-Fetch-Site": "same-origin",
        ]) { $1 }
        return try garde(banc.demande("POST", cible, champs: entetes, corps: Data(corps.utf8)))
    }

    private var entetes: [String: String] { cookie.map { ["Cookie": $0] } ?? [:] }

    private func garde(_ reponse: Reponse) -> Reponse {
        if let pose = reponse.champs["set-cookie"] { cookie = String(pose.prefix { $0 != ";" }) }
        return reponse
    }
}

/// The four items of a fiche, as fields of a form.
func items(_ fiche: Fiche, code: String? = nil, pour: Beneficiaire? = nil) -> [(String, String)] {
    let code = code ?? (pour == nil ? fiche.code : pour?.code)?.valeur ?? ""
    let tous = [("codeProvisoire", code), ("nir", fiche.nir.groupe), ("typeCarteVitale", fiche.typeCarteVitale.rawValue), ("numeroSerie", fiche.numeroSerie)]
    return pour.map { tous + [("beneficiaire", $0.cle), ("certification", "on")] } ?? tous
}

func objet(_ champs: [(String, String)]) -> String { String(decoding: JSON.object(champs.map { .init(name: $0, value: .string($1)) }).bytes, as: UTF8.self) }
