// As ../java, built by Gradle.
plugins { application }

repositories {
    mavenLocal()
    mavenCentral()
}

java { toolchain { languageVersion = JavaLanguageVersion.of(17) } }

dependencies { implementation("io.hornbill:hornbill:0.1.0-SNAPSHOT") }

sourceSets { main { java.setSrcDirs(listOf("source")) } }

application {
    mainClass = "Program"
    applicationDefaultJvmArgs = listOf("-Xmx1g")
}
