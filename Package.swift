// swift-tools-version: 6.2
import PackageDescription

/// Every room: Swift 6 mode, and a warning is an error.
let house: [SwiftSetting] = [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]
/// A room that says which of its imports others see through it.
let library = house + [.enableUpcomingFeature("InternalImportsByDefault")]
/// One where, besides, each place that the compiler does not watch says `unsafe`, with what makes it safe. Not `Keys` and
/// `Server`, which call C on nearly every line: 87 and 266 marks would hide those that matter. `Journal`, with 12, not yet.
let watched = library + [.strictMemorySafety()]

let package = Package(
    name: "opposition",
    products: [
        .executable(name: "opposition", targets: ["opposition"]),
        // What another package may use: each with its guide, an example in Tests/Outside and its interface in Tests/API.
        .library(name: "HTTP", targets: ["HTTP", "Server"]),
        .library(name: "PDF", targets: ["PDF", "Keys"]),
        .library(name: "Procedure", targets: ["Procedure"]),
        // For Tests/Benchmarks and Tests/Fuzz alone: nothing is promised of them.
        .library(name: "Documents", targets: ["Documents"]),
        .library(name: "Markup", targets: ["Markup"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .executableTarget(
            name: "opposition",
            dependencies: [
                "Site", "Pages", "Cahier", "Documents", "PDF", "Server", "Threads", "Journal", "Procedure",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            resources: [.embedInCode("Licenses")],
            swiftSettings: house),
        .target(
            name: "Site",
            dependencies: ["Pages", "Markup", "Cahier", "Documents", "Formation", "Procedure", "Server", "Threads", "HTTP"],
            resources: [.embedInCode("Public"), .embedInCode("openapi.json")],
            swiftSettings: house),
        .target(
            name: "Pages", dependencies: ["Markup", "PDF", "Formation", "Procedure"], resources: [.embedInCode("constats.tsv")], swiftSettings: house),
        .target(
            name: "Cahier",
            dependencies: ["Documents", "Formation", "Procedure", "Journal", "Threads", .product(name: "Logging", package: "swift-log")],
            swiftSettings: house),
        .target(name: "Markup", swiftSettings: house),
        .target(
            name: "Documents",
            dependencies: ["PDF", "Keys"],
            exclude: ["Fonts/OFL.txt", "Fonts/subset.py"],
            resources: [.embedInCode("Fonts/NotoSans-Regular.ttf")],
            swiftSettings: watched),
        .target(name: "Procedure", dependencies: ["CivilCalendar"], swiftSettings: watched),
        .target(name: "Formation", dependencies: ["Procedure"], swiftSettings: watched),
        .target(
            name: "Journal",
            dependencies: ["Procedure", "Markup", "Threads", .product(name: "GRDB", package: "GRDB.swift"), .product(name: "Logging", package: "swift-log")],
            swiftSettings: library),
        .target(name: "PDF", dependencies: ["CivilCalendar", "Deflate"], swiftSettings: watched),
        .target(name: "Keys", dependencies: ["COpenSSL"], swiftSettings: library),
        .target(name: "Server", dependencies: ["HTTP", "Keys", "Threads", "CLinux", "COpenSSL", .product(name: "Logging", package: "swift-log")], swiftSettings: library),
        .target(name: "Threads", swiftSettings: watched),
        .target(name: "HTTP", dependencies: ["CivilCalendar", "Deflate"], swiftSettings: watched),
        // Two rooms that know nothing, for those that must not know one another.
        .target(name: "CivilCalendar", swiftSettings: watched),
        .target(name: "Deflate", dependencies: ["CZlib"], swiftSettings: watched),
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        .testTarget(name: "HTTPTests", dependencies: ["HTTP", "CZlib"], path: "Tests/HTTP", swiftSettings: house),
        .testTarget(name: "KeysTests", dependencies: ["Keys"], path: "Tests/Keys", swiftSettings: house),
        .testTarget(name: "ServerTests", dependencies: ["Server", "HTTP", "Keys", "Threads", "COpenSSL"], path: "Tests/Server", swiftSettings: house),
        .testTarget(name: "ThreadsTests", dependencies: ["Threads"], path: "Tests/Threads", swiftSettings: house),
        .testTarget(name: "PDFTests", dependencies: ["PDF", "CZlib"], path: "Tests/PDF", swiftSettings: house),
        .testTarget(
            name: "DocumentsTests", dependencies: ["Documents", "PDF", "Keys"], path: "Tests/Documents", exclude: ["Snapshots"],
            swiftSettings: house),
        .testTarget(name: "ProcedureTests", dependencies: ["Procedure"], path: "Tests/Procedure", swiftSettings: house),
        .testTarget(name: "FormationTests", dependencies: ["Formation", "Procedure"], path: "Tests/Formation", swiftSettings: house),
        .testTarget(
            name: "JournalTests", dependencies: ["Journal", "Formation", "Procedure", .product(name: "GRDB", package: "GRDB.swift")],
            path: "Tests/Journal", swiftSettings: house),
        .testTarget(
            name: "SiteTests",
            dependencies: [
                "Site", "Pages", "Markup", "Cahier", "Documents", "Formation", "Journal", "Procedure", "Server", "Threads", "HTTP",
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/Site", swiftSettings: house),
        .testTarget(
            name: "CahierTests",
            dependencies: ["Cahier", "Documents", "Formation", "Journal", "Procedure", .product(name: "Logging", package: "swift-log")],
            path: "Tests/Cahier", swiftSettings: house),
        .testTarget(name: "MarkupTests", dependencies: ["Markup"], path: "Tests/Markup", swiftSettings: house),
        .testTarget(name: "PagesTests", dependencies: ["Pages", "Markup", "Formation", "Procedure"], path: "Tests/Pages", swiftSettings: house),
    ],
    swiftLanguageModes: [.v6]
)
