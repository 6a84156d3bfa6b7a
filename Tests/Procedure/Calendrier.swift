import Foundation
import Testing
@testable import Procedure

@Suite("Paris time")
struct Calendrier {
    @Test("The written rule of summer time is that of the time-zone database, at each change from 1996 to 2037 and an hour around")
    func heureDEte() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Paris"))
        var date = Date(timeIntervalSince1970: 820_454_400)  // 1996-01-01
        while let changement = zone.nextDaylightSavingTimeTransition(after: date), changement.timeIntervalSince1970 < 2_145_916_800 {
            for ecart in [-7200, -3601, -3600, -1, 0, 1, 3599, 3600, 7200] {
                let secondes = Int64(changement.timeIntervalSince1970) + Int64(ecart)
                let attendu = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(secondes))) / 60
                #expect(Instant(milliseconds: secondes * 1000).paris.decalage == attendu)
            }
            date = changement
        }
    }

    @Test("A date and its rank say the same, day by day from the year 0 to 9999, and follow one another")
    func dates() {
        var veille = DateCivile(rang: -719_528)
        #expect(veille.iso == "0000-01-01")
        for rang in -719_527...2_932_896 {
            let date = DateCivile(rang: rang)
            guard date.rang == rang, veille < date, DateCivile(annee: date.annee, mois: date.mois, jour: date.jour) == date,
                date.jourDeLaSemaine == veille.jourDeLaSemaine % 7 + 1
            else { Issue.record("rank \(rang) gives \(date)"); return }
            veille = date
        }
        #expect(veille.iso == "9999-12-31")
        #expect(DateCivile(annee: 2022, mois: 2, jour: 8)?.jourDeLaSemaine == 2)
    }

    @Test("A date that does not exist is refused", arguments: ["2022-02-29", "2100-02-29", "2022-04-31", "2022-13-01", "2022-00-10", "2022-1-1", "", "2022-01-01x"])
    func datesImpossibles(_ texte: String) { #expect(DateCivile(iso: texte) == nil) }

    @Test("What Paris clocks show leads back to the instant; the hour that comes twice is the first, the one that is not there is the next")
    func allerRetour() throws {
        for secondes in stride(from: Int64(1_640_000_000), to: 1_680_000_000, by: 1801) {
            let instant = Instant(milliseconds: secondes * 1000), paris = instant.paris
            let retour = HeureDeParis.instant(paris.date, heure: paris.heure, minute: paris.minute, seconde: paris.seconde)
            #expect(retour == instant || (paris.decalage == 60 && instant - retour == 3_600_000))
        }
        let octobre = try #require(DateCivile(iso: "2022-10-30")), mars = try #require(DateCivile(iso: "2022-03-27"))
        #expect(HeureDeParis.instant(octobre, heure: 2, minute: 30).paris.decalage == 120)
        #expect(HeureDeParis.instant(mars, heure: 2, minute: 30).paris.heure == 3)
    }

    @Test("Instants are read as RFC 3339 writes them; without an offset they are Paris time", arguments: [
        ("2022-02-08T10:00:00+01:00", "2022-02-08T10:00:00+01:00"), ("2022-02-08T09:00:00Z", "2022-02-08T10:00:00+01:00"),
        ("2022-07-14T10:00", "2022-07-14T10:00:00+02:00"), ("2022-02-08T04:00:00.25-05:00", "2022-02-08T10:00:00+01:00"),
    ])
    func lecture(_ texte: String, _ paris: String) { #expect(Instant(iso: texte)?.paris.iso == paris) }

    @Test("Anything else is not an instant", arguments: ["", "2022-02-08", "2022-02-08T24:00Z", "2022-02-08T10:60Z", "2022-02-08T10:00+1:00", "2022-02-08T10:00Zz", "demain"])
    func illisible(_ texte: String) { #expect(Instant(iso: texte) == nil) }
}
