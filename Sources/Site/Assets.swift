import HTTP

/// The files of `Public/`, built into the program or read from a directory.
public struct Assets: Sendable {
    private struct Asset: Sendable { let response: Response, unchanged: Response, etag: String }
    private let assets: [String: Asset]

    /// Those that are built in. A test holds this list against the folder.
    public static let builtIn = Assets([
        "favicon.ico": PackageResources.favicon_ico,
        "garde.js": PackageResources.garde_js,
        "icone-180.png": PackageResources.icone_180_png,
        "icone.svg": PackageResources.icone_svg,
        "manifest.webmanifest": PackageResources.manifest_webmanifest,
        "style.css": PackageResources.style_css,
    ])

    /// - Parameter files: each by its name, which is its address after the `/`.
    public init(_ files: [String: [UInt8]]) {
        assets = Dictionary(uniqueKeysWithValues: files.map { name, bytes in
            let etag = Self.etag(bytes)
            var shared = Defense.common
            shared.add(.etag, etag)
            shared.add(.cacheControl, "no-cache")
            var fields = shared
            fields.add(.contentType, Self.type(name))
            return ("/" + name, Asset(response: Response(.ok, fields: fields, body: bytes), unchanged: Response(.notModified, fields: shared), etag: etag))
        })
    }

    /// Their names, sorted.
    public var names: [String] { assets.keys.map { String($0.dropFirst()) }.sorted() }

    /// The file of that address, for GET and HEAD.
    func answer(_ request: Request) -> Response? {
        guard let asset = assets[request.path] else { return nil }
        guard request.method == .get || request.method == .head else { return Probleme.methodeInterdite("GET, HEAD").response }
        return request.first(.ifNoneMatch) == asset.etag ? asset.unchanged : asset.response
    }

    /// FNV-1a, 64 bits: tells versions apart, and resists nobody.
    private static func etag(_ bytes: [UInt8]) -> String {
        let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return "\"" + String(hash, radix: 36) + "\""
    }

    private static func type(_ name: String) -> String {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "ico": "image/x-icon"
        case "webmanifest": "application/manifest+json"
        case "html": "text/html; charset=utf-8"
        case "txt": "text/plain; charset=utf-8"
        case "woff2": "font/woff2"
        default: "application/octet-stream"
        }
    }
}
