// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]

/// The rooms of the justificatif alone, and a program that makes many in one process.
let package = Package(
    name: "justificatifs",
    targets: [
        .executableTarget(name: "justificatifs", dependencies: ["Documents", "PDF"], swiftSettings: house),
        .target(
            name: "Documents", dependencies: ["PDF", "Keys"], exclude: ["Fonts/OFL.txt", "Fonts/subset.py"],
            resources: [.embedInCode("Fonts/NotoSans-Regular.ttf")], swiftSettings: house),
        .target(name: "PDF", dependencies: ["CZlib"], swiftSettings: house),
        .target(name: "Keys", dependencies: ["COpenSSL"], swiftSettings: house),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    ],
    swiftLanguageModes: [.v6]
)
