import Glibc
public import HTTP
public import Logging

extension Server {
    public struct Configuration: Sendable {
        /// A name or an address to listen on; `*` is all addresses of the machine, of both families.
        public var host = "127.0.0.1"
        /// 0 is any free one.
        public var port: UInt16 = 8080
        /// Sockets that listen already, which it takes over, instead of the host and the port.
        public var inheritedListeners: [Int32] = []
        /// Event loops, each a thread; nil is one per core.
        public var threads: Int?
        /// Beyond it a connection is answered 503; nil is unlimited.
        public var maxConnectionsPerAddress: Int?
        /// Whether it binds this machine's own loopback addresses too.
        public var limitsLoopback = true
        /// What HTTPS stands on; nil is HTTP.
        public var tls: TLS?
        public var limits = Limits()
        public var timeouts = Timeouts()
        /// What it counts.
        public var metrics = Metrics()
        /// Gets a line for each response, at level `info`: the method, if it is one of HTTP's, the name that the service gives to the resource,
        /// the status, the octets of content and the microseconds since the end of the request. No address, no query, no
        /// field, no content.
        public var accessLogger: Logger?

        public init() {}

        /// Event loops where `threads` are asked for.
        public static func threadCount(_ threads: Int?) -> Int { max(1, threads ?? sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
    }

    /// Files in PEM, read at the start and by ``Server/reloadCertificate()``.
    public struct TLS: Sendable {
        /// The server's certificate, and then those that lead to its issuer's.
        public var certificateFile: String
        /// The private key of that certificate, not encrypted.
        public var keyFile: String

        public init(certificateFile: String, keyFile: String) { (self.certificateFile, self.keyFile) = (certificateFile, keyFile) }
    }

    /// How much a connection may hold, each bound with its reason.
    public struct Limits: Sendable {
        /// What is read of one message.
        public var message = MessageLimits()
        /// Connections in all; nil is what the limit of open files leaves. Beyond it they wait in the system's queue.
        public var connections: Int?
        /// Descriptors kept for the rest of the program: journal, files, log.
        public var reservedDescriptors = 64
        /// Octets of responses that wait for their reader before the next request of its connection is looked at. So
        /// requests sent ahead need no limit of their own: they wait in the system's buffers, and after so many octets
        /// of responses the other connections have their turn.
        public var pendingOutput = 262_144
        /// What is read at a time of content that is not in memory, and all that a connection holds of it.
        public var piece = 65_536
        /// What is read and dropped after a refusal, so that a client that writes all before it reads gets the response
        /// (RFC 9112 §9.6): more than any file that a person would try here. It is dropped between the turns of others.
        public var drain = 67_108_864
        /// Connections that the system keeps waiting; it caps this by its own `somaxconn`.
        public var backlog: Int32 = 1_024

        public init() {}
    }

    /// How long a connection may take, in seconds, each bound with its reason.
    public struct Timeouts: Sendable {
        /// From a new connection to the end of its TLS handshake: three flights on a bad network take less.
        public var handshake = 10.0
        /// From its first octet to the end of a head, however it is cut; also a new connection that says nothing.
        public var head = 20.0
        /// Content must come at `rate` once this time has passed.
        public var contentGrace = 10.0
        /// In octets per second, of content and of responses: a phone on a bad network does better, a slow attack
        /// does not.
        public var rate = 240.0
        /// From its first octet to the end of a request, whatever its rate.
        public var request = 60.0
        /// A response of which the reader takes nothing; and the grace after which it must be taken at `rate`.
        public var write = 30.0
        /// Between two parts of a streamed response that has a heartbeat: less than what makes a proxy or a router forget
        /// a connection, and what a reader who left without a word is found out by.
        public var heartbeat = 15.0
        /// Between two requests: longer than a trainee reads a page costs little, as an idle connection holds no buffer.
        public var idle = 75.0
        /// After a refusal, between two parts of what the client still sends, for it to read the response and close: as
        /// long as a bad network keeps still.
        public var drain = 5.0
        /// The same, in all: nobody holds a connection by sending on.
        public var drainInAll = 30.0
        /// From `stop()` to the end of what is still running.
        public var stop = 10.0
        /// Before accepting again once descriptors have run out.
        public var acceptPause = 0.25

        public init() {}
    }
}
