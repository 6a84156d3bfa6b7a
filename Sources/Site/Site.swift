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
    public typealias Configuration = SiteConfiguration

    let surroundings: Surroundings
    /// Those of a directory of one's own; ours come first.
    private let additions: Files?
    private let faits: Faits.Partages

    /// What is served.
    public var cahier: Cahier { surroundings.cahier }
    private var defense: Defense { surroundings.defense }

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
        self.faits = faits.map(Faits.Partages.init) ?? Faits.partages
        let cahier: Cahier
        do { cahier = try Cahier(journal: journal, keyring: keyring, faits: self.faits, encoding: .serverSentEvents, clock: clock) } catch {
            throw .cannotPrepare("the salles", reason: "\(error)")
        }
        surroundings = Surroundings(cahier, configuration, metrics, hasOwnFacts: faits != nil)
        additions = try configuration.publicDirectory.map { directory throws(ServerError) in
            try Files(directory: directory, fields: Defense.files, serving: PublicAdditions.areServed)
        }
    }

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
        let call = Call(site: surroundings, request: request, id: id, isLocal: peer.isLoopback, reel: cahier.now())
        return surroundings.hasOwnFacts ? answer(handler, call) : handler(call)
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
}
