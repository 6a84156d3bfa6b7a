// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "fuzz",
    dependencies: [.package(name: "opposition", path: "../..")],
    targets: [
        .executableTarget(
            name: "fuzz", dependencies: ["HTTP", "PDF", "Markup"].map { .product(name: $0, package: "opposition") },
            swiftSettings: [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]),
    ],
    swiftLanguageModes: [.v6]
)
