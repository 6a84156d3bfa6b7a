// swift-tools-version: 6.2
import PackageDescription

// The rooms that handle what strangers send, with their tests: the sources are links, so that a build with a sanitizer
// builds these and nothing else.
let house: [SwiftSetting] = [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]

let package = Package(
    name: "sanitizers",
    dependencies: [.package(url: "https://github.com/apple/swift-log", from: "1.16.0")],
    targets: [
        .target(
            name: "Server", dependencies: ["HTTP", "Keys", "Threads", "CLinux", "COpenSSL", .product(name: "Logging", package: "swift-log")],
            swiftSettings: house),
        .target(name: "Threads", swiftSettings: house),
        .target(name: "HTTP", dependencies: ["CZlib"], swiftSettings: house),
        .target(name: "Keys", dependencies: ["COpenSSL"], swiftSettings: house),
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib"),

        .target(name: "MutexForThreadSanitizer", path: "MutexForThreadSanitizer", publicHeadersPath: "."),
        .testTarget(name: "HTTPTests", dependencies: ["HTTP", "CZlib", "MutexForThreadSanitizer"], path: "HTTPTests", swiftSettings: house),
        .testTarget(name: "KeysTests", dependencies: ["Keys", "MutexForThreadSanitizer"], path: "KeysTests", swiftSettings: house),
        .testTarget(name: "ThreadsTests", dependencies: ["Threads", "MutexForThreadSanitizer"], path: "ThreadsTests", swiftSettings: house),
        .testTarget(name: "ServerTests", dependencies: ["Server", "HTTP", "Keys", "Threads", "COpenSSL", "MutexForThreadSanitizer"], path: "ServerTests", swiftSettings: house),
    ],
    swiftLanguageModes: [.v6]
)
