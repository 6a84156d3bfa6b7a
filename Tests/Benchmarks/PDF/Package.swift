// swift-tools-version: 6.2
import PackageDescription

/// A program that makes many justificatifs in one process.
let package = Package(
    name: "justificatifs",
    dependencies: [.package(name: "opposition", path: "../../..")],
    targets: [
        .executableTarget(
            name: "justificatifs", dependencies: ["Documents", "PDF"].map { .product(name: $0, package: "opposition") },
            swiftSettings: [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]),
    ],
    swiftLanguageModes: [.v6]
)
