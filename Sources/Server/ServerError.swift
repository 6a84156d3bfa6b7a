/// Why a server cannot start. `description` is one line for the person who started it.
public enum ServerError: Error, Equatable, Sendable, CustomStringConvertible {
    case unknownHost(String, reason: String)
    case portTaken(host: String, port: Int)
    case cannotListen(host: String, port: Int, reason: String)
    case cannotPrepare(String, reason: String)
    case unusableFile(String, reason: String)

    public var description: String {
        switch self {
        case .unknownHost(let host, let reason): "Cannot find the address “\(host)”: \(reason)"
        case .portTaken(let host, let port): "Port \(port) of \(host) is already taken by another program"
        case .cannotListen(let host, let port, let reason): "Cannot listen on \(host), port \(port): \(reason)"
        case .cannotPrepare(let what, let reason): "Cannot prepare \(what): \(reason)"
        case .unusableFile(let path, let reason): "Cannot use the file “\(path)”: \(reason)"
        }
    }
}
