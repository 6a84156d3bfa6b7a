public import Cahier
public import Documents
public import HTTP
public import Journal
import Markup
import Pages
public import Procedure
public import Server

/// The simulator as a service of HTTP: pages for people, JSON for programs, over the same exercices.
public final class Site: Service {
    public struct Configuration: Sendable {
        /// The name or address that the server listens on.
        public var host = "127.0.0.1"
        /// Open to a network.
        public var lan = false
        /// Under TLS: cookies say `Secure`.
        public var tls = false
        /// What links and QR codes say, when it is not where the server listens.
        public var publicURL: String?
        /// The SHA-256 of a certificate that browsers do not know.
        public var fingerprint: String?
        /// A directory whose pictures and the like are served beside the built-in `Public/`.
        public var publicDirectory: String?

        public init() {}
    }

    /// What is served.
    public let cahier: Cahier
    let defense: Defense
    /// Those of a directory of one's own; ours come first.
    private let additions: Files?
    let metrics: Metrics
    private let faits: Faits.Partages
    /// Whether it was given other facts than those of the data file.
    let hasOwnFacts: Bool
    let network: LocalNetwork
    private let cookie: String

    /// - Parameters:
    ///   - keyring: what signs the justificatifs.
    ///   - metrics: what `/metrics` shows: that of the server.
    ///   - faits: what is known of the procedure, if it is not what the data file says.
    ///   - clock: the time on the wall. All that is dated takes it from here.
    /// - Throws: where the public directory cannot be opened, or the salles of the journal cannot be read.
    public init(
        journal: Journal, keyring: Keyring, configuration: Configuration, metrics: Metrics, faits: Faits? = nil,
        clock: @escaping @Sendable () -> Instant
    ) throws(ServerError) {
        (self.faits, hasOwnFacts) = (faits.map(Faits.Partages.init) ?? Faits.partages, faits != nil)
        do { cahier = try Cahier(journal: journal, keyring: keyring, faits: self.faits, encoding: .serverSentEvents, clock: clock) } catch {
            throw .cannotPrepare("the salles", reason: "\(error)")
        }
        let origin = configuration.publicURL.map { url in url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).prefix(3).joined(separator: "/") }
        var hosts = ["localhost", "[::1]", configuration.host.lowercased()]
        if let authority = origin?.split(separator: "/").last { hosts.append(HostName.withoutPort(String(authority)).lowercased()) }
        defense = Defense(scheme: configuration.tls ? "https" : "http", lan: configuration.lan, hosts: hosts, publicOrigin: origin)
        cookie = "; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax" + (configuration.tls ? "; Secure" : "")
        additions = try configuration.publicDirectory.map { directory throws(ServerError) in
            try Files(directory: directory, fields: Defense.files, serving: PublicAdditions.areServed)
        }
        self.metrics = metrics
        network = LocalNetwork(configuration)
    }

    var exercices: Exercices { cahier.exercices }
    var salles: Salles { cahier.salles }
    var conseillers: Conseillers { cahier.conseillers }

    // MARK: Service

    /// A file to verify, in a form or alone; else the largest form is the four items, and the largest object an exercice
    /// to begin: both are far below.
    public func bodyLimit(for head: RequestHead) -> Int {
        head.path == Route.verification || head.path == Route.verificationAPI ? KnownCertificates.maximumCount + 4_096 : 16_384
    }

    public func refusal(_ refusal: Refusal, of head: RequestHead?) -> Response {
        if refusal == .plainHTTP, let head, !head.host.isEmpty, head.path.hasPrefix("/"), !Self.isAPI(head.path), isShown(head) { return Web.plainHTTP(head) }
        // Without a head nobody knows who asks: a program that writes its own, most likely.
        if refusal.status == .contentTooLarge, head?.path == Route.verification { return Web.fileTooLarge }
        return dressed(Problem(refusal), head.map { Self.isAPI($0.path) } ?? true)
    }

    /// Whether the address that was asked for may be shown again, as a link.
    private func isShown(_ head: RequestHead) -> Bool {
        let host = HostName.host(of: head.host)
        return defense.letsIn(host: head.host) && (HostName.isNumeric(host) || !Garde.containsRealNumber(host)) && !Garde.containsRealNumber(head.path)
    }

    /// The address as the table of routes has it: the id of an exercice stays secret, and what nobody serves unsaid.
    public func name(ofResourceFor request: Request) -> String {
        let path = request.path, (route, id) = Route.named(path)
        if route != nil { return id.map { path.replacing("\($0)", with: "{id}") } ?? path }
        return Public.files.hasServed(path) || additions?.hasServed(path) == true ? path : "-"
    }

    public func answer(_ request: Request, from peer: Peer) -> Answer {
        func refused(_ problem: Problem) -> Answer { .now(dressed(problem, Self.isAPI(request.path))) }
        guard defense.letsIn(host: request.host) else { return refused(.hoteRefuse) }
        // RFC 9110 §9.3.7: an OPTIONS of the asterisk asks what the server can do at all.
        if request.path == "*" { return .now(Response(.noContent, fields: Route.any.options)) }
        let (route, id) = Route.named(request.path)
        guard let route else {
            switch file(at: request.path) {
            case .now(let file): return .now(response(to: request, file))
            case .later(let file): return .later { self.response(to: request, await file()) }
            }
        }
        let method: Method = request.method == .head ? .get : request.method
        if method == .options { return .now(Response(.noContent, fields: route.options)) }
        guard let handler = route.handlers[method] else { return refused(.methodeInterdite(route.allow)) }
        if method != .get, !defense.letsIn(changing: request) { return refused(.origineRefusee) }
        let call = Call(site: self, request: request, id: id, isLocal: peer.isLoopback, reel: cahier.now())
        return hasOwnFacts ? answer(handler, call) : handler(call)
    }

    private func response(to request: Request, _ file: Representation?) -> Response {
        guard let file else { return dressed(.introuvable, Self.isAPI(request.path)) }
        guard request.method == .get || request.method == .head else { return dressed(.methodeInterdite("GET, HEAD"), Self.isAPI(request.path)) }
        return file.response(to: request)
    }

    /// The same, under the facts of this site.
    private func answer(_ handler: Handler, _ call: Call) -> Answer {
        switch Faits.$partages.withValue(faits, operation: { handler(call) }) {
        case .now(let response): .now(response)
        case .later(let response): .later { [faits] in await Faits.$partages.withValue(faits, operation: response) }
        }
    }

    /// Ours, before those that are added.
    private func file(at path: String) -> Files.Found {
        let ours = Public.files.file(at: path)
        guard let additions, case .now(nil) = ours else { return ours }
        return additions.file(at: path)
    }

    private static func isAPI(_ path: String) -> Bool { path == "/api" || path.hasPrefix("/api/") }

    /// An error in the dress of its address.
    func dressed(_ problem: Problem, _ isAPI: Bool) -> Response { isAPI ? problem.response : Web.errorPage(problem) }

    /// Where links lead that leave with a document: the public address, else the one that the person used. None for a
    /// name that is not this machine's: on a network any Host is let in, and nobody may have a document signed that
    /// leads elsewhere.
    func origin(of request: Request) -> String? {
        if let origin = defense.publicOrigin { return origin }
        let name = HostName.withoutPort(request.host).lowercased()
        let bare = name.hasPrefix("[") ? String(name.dropFirst().dropLast()) : name
        // A machine may be named so, too.
        guard !HostName.couldPassForOfficial(name) else { return nil }
        guard LocalHost.names.contains(bare) || LocalHost.addresses.contains(where: { $0.address == bare }) || defense.hosts.contains(name) else { return nil }
        return "\(defense.scheme)://\(request.host)"
    }

    /// The same, for another device: none while only this machine is let in.
    func sharedOrigin(of request: Request) -> String? {
        defense.lan || defense.publicOrigin != nil ? origin(of: request) : nil
    }

    /// Where a room finds this server: as ``sharedOrigin(of:)`` says, unless whoever asks sits at the machine itself.
    func roomOrigin(of request: Request) -> String? {
        let name = HostName.withoutPort(request.host).lowercased()
        let isHere = defense.publicOrigin == nil && (LocalHost.names.contains(String(name)) || name == "[::1]" || name.hasPrefix("127."))
        // The port as it was asked for: behind one that was forwarded, it is that one.
        return isHere ? LocalNetwork.said(of: network.origins(port: Borne.port.lue(request.host.dropFirst(name.count + 1)))) : sharedOrigin(of: request)
    }

    /// The field that hands an exercice to a browser.
    func cookie(_ id: ExerciceID) -> String { Call.cookie + "=\(id)" + cookie }

    /// The same, for the code that lets a second device in.
    func cookie(_ code: CodeConseiller) -> String { Call.cookieConseiller + "=\(code)" + cookie }
}

/// One request on its way to its handler, with what the handler may need.
struct Call: Sendable {
    static let cookie = "exercice", cookieConseiller = "conseiller"

    let site: Site
    let request: Request
    /// The exercice named by the address, or by the cookie on a page.
    let id: ExerciceID?
    /// Whether the caller is on this machine: the caps of a server that is open to a network do not bind it.
    let isLocal: Bool
    /// By the clock on the wall, once for the whole request.
    let reel: Instant

    /// What a slow service takes before it answers; the loop waits for nothing.
    func slowDown(_ partie: Partie?, _ exercice: Exercice) async {
        guard let secondes = partie.flatMap({ exercice.lenteur($0, at: reel) }) else { return }
        try? await Task.sleep(for: .seconds(secondes))
    }

    /// The value of a parameter of the query.
    func parameter(_ nom: String) throws(Problem) -> String? {
        guard let query = request.query else { return nil }
        let fields: [(name: String, value: String)]
        do { fields = try decodeForm(query: query) } catch { throw .requeteInvalide }
        return fields.first { $0.name.utf8.elementsEqual(nom.utf8) }?.value
    }
}

typealias Handler = @Sendable (Call) -> Answer

/// What is served at one address.
struct Route: Sendable {
    let handlers: [Method: Handler]

    init(_ handlers: [Method: Handler]) { self.handlers = handlers }

    /// The methods, as `Allow` lists them.
    var allow: String {
        var names = handlers.keys.map(\.rawValue) + ["OPTIONS"]
        if handlers[.get] != nil { names.append("HEAD") }
        return names.sorted().joined(separator: ", ")
    }

    var options: Fields {
        var fields = Defense.common
        fields.add(.allow, allow)
        return fields
    }

    /// Every address of the site, but those of one exercice in the API.
    static let table: [String: Route] = [
        "/": Route([.get: Web.porte]),
        "/exercices": Route([.post: Web.begin]),
        "/rejoindre": Route([.get: Web.rejoindre, .post: Web.entrer]),
        "/suivi": Route([.get: Web.suiviDeSalle]),
        "/formation": Route([.get: Web.formation, .post: apart(Web.ouvrir)]),
        "/accueil": Route([.get: Web.accueil]),
        "/fiche": Route([.get: Web.fiche]),
        "/identification": Route([.get: Web.identification, .post: Web.identifier]),
        "/code-provisoire": Route([.get: Web.codeProvisoire, .post: Web.demanderCode]),
        "/messagerie": Route([.get: Web.messagerie, .post: Web.juger]),
        "/courrier": Route([.get: Web.courrier, .post: Web.poster]),
        "/courrier/postee": Route([.get: Web.courrierPoste]),
        "/choix": Route([.get: Web.choix, .post: Web.choisir]),
        "/confirmation": Route([.get: Web.confirmation, .post: Web.confirmer]),
        "/prise-en-compte": Route([.get: Web.priseEnCompte]),
        "/justificatif.pdf": Route([.get: apart(Web.justificatif)]),
        "/demarche": Route([.post: Web.nouvelleDemarche]),
        "/3422": Route([.get: Web.telephone, .post: Web.appeler]),
        "/3422/suivi": Route([.get: Web.suivi]),
        "/3422/conseiller": Route([.get: Web.conseiller, .post: Web.conseillerAgit]),
        "/3422/conseiller/suivi": Route([.get: Web.suiviConseiller]),
        "/reglages": Route([.get: Web.reglages, .post: Web.regler]),
        "/bilan": Route([.get: apart(Web.bilan)]),
        verification: Route([.get: Web.verification, .post: apart(Web.verifier)]),
        "/verification/certificat.pem": Route([.get: Web.certificat]),
        "/a-propos": Route([.get: Web.aPropos]),
        "/aide": Route([.get: Web.aide]),
        "/aide/mots": Route([.get: Web.mots]),
        "/aide/procedure": Route([.get: Web.procedure]),
        "/reseau": Route([.get: Web.reseau]),
        "/facile": Route([.get: Web.facile]),
        "/guide": Route([.get: Web.guide]),
        "/accessibilite": Route([.get: Web.accessibilite]),
        "/healthz": Route([.get: Web.sante]),
        "/metrics": Route([.get: Web.metrics]),

        "/api": Route([.get: API.index]),
        "/api/openapi.json": Route([.get: API.openAPI]),
        "/api/fiches": Route([.get: API.fiches]),
        "/api/scenarios": Route([.get: API.scenarios]),
        "/api/procedure": Route([.get: API.procedure]),
        "/api/exercices": Route([.post: API.begin]),
        "/api/formation": Route([.post: apart(API.ouvrirSalle)]),
        verificationAPI: Route([.post: apart(API.verification)]),
    ]

    static let verification = Documents.Justificatif.verification, verificationAPI = "/api/verification"

    /// Every address below `/api/exercices/{id}`.
    static let ofExercice: [String: Route] = [
        "": Route([.get: API.exercice, .delete: API.erase]),
        "/identification": Route([.post: API.commande(\.identification)]),
        "/choix": Route([.post: API.commande(\.choix)]),
        "/confirmation": Route([.post: API.confirmation]),
        "/justificatif": Route([.get: apart(API.justificatif)]),
        "/demarche": Route([.post: API.nouvelleDemarche]),
        "/horloge": Route([.put: API.horloge]),
        "/evenements": Route([.get: apart(API.evenements)]),
        "/incident": Route([.put: API.declarerIncident, .delete: API.terminerIncident]),
        "/code-provisoire": Route([.post: API.codeProvisoire]),
        "/messages": Route([.get: API.messages, .post: API.commande(\.jugement)]),
        "/courrier": Route([.post: API.commande { _ in .envoyerCourrier }]),
    ].merging(API.appels) { first, _ in first }

    /// Every address below `/formation/{secret}`.
    static let ofSalle = [
        "": Route([.get: Web.salle]),
        "/suivi": Route([.get: Web.suiviDuRegistre]),
        "/interventions": Route([.post: Web.intervenir]),
        "/annulation": Route([.post: Web.annuler]),
        "/kit.pdf": Route([.get: Web.kit]),
        "/bilan.pdf": Route([.get: Web.bilanImprime]),
        "/etape": Route([.post: Web.commencerEtape]),
        "/jeu-de-role": Route([.post: Web.jeuDeRole]),
        "/plan": Route([.get: Web.plan, .post: Web.changerPlan]),
        "/plan.json": Route([.get: Web.planEnFichier]),
        "/bilan": Route([.get: Web.bilanDeSalle]),
        "/bilan.csv": Route([.get: Web.bilanEnCSV]),
        "/effacer": Route([.get: Web.confirmerEffacement, .post: Web.effacer]),
    ].mapValues(\.apart)

    /// Every address below `/api/formation/{secret}`.
    static let ofSalleAPI = [
        "": Route([.get: API.salle, .delete: API.effacerSalle]),
        "/interventions": Route([.post: API.intervenir]),
        "/annulation": Route([.post: API.annuler]),
        "/etape": Route([.post: API.commencerEtape]),
        "/jeu-de-role": Route([.post: API.jeuDeRole]),
        "/plan": Route([.get: API.plan, .put: API.changerPlan]),
        "/bilan": Route([.get: API.bilanDeSalle]),
    ].mapValues(\.apart)

    /// The addresses that name something by its id: what stands before the id, and what may stand after it.
    static let withID: [(prefix: String, routes: [String: Route])] = [
        ("/api/exercices/", ofExercice), ("/formation/", ofSalle), ("/api/formation/", ofSalleAPI),
    ]

    /// Everything that is done at some address.
    static let any = Route((Array(table.values) + withID.flatMap(\.routes.values)).reduce(into: [:]) { $0.merge($1.handlers) { first, _ in first } })

    /// The route of a path, and the exercice or the salle that it names. A path that names none as ids are written has no route.
    static func named(_ path: String) -> (route: Route?, id: ExerciceID?) {
        // Most are too short to name one.
        guard path.utf8.count > ExerciceID.longueur, let (prefix, routes) = withID.first(where: { path.hasPrefix($0.prefix) }) else { return (table[path], nil) }
        let octets = path.utf8Span.span, start = prefix.utf8.count, end = start + ExerciceID.longueur
        guard octets.count >= end, let id = ExerciceID(octets.extracting(start..<end)) else { return (nil, nil) }
        return (routes[String(path.utf8.dropFirst(end)) ?? ""], id)
    }
}
