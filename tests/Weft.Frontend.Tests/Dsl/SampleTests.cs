using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>Whole programs, as people write them.</summary>
public sealed class SampleTests
{
    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.weft").Select(path => Path.GetFileName(path)).Order()];

    internal static string Folder => Path.Combine(Repository.DslTests, "Programs");

    [Theory]
    [MemberData(nameof(Files))]
    public void Binds_without_diagnostics(string file) => DslTest.Good(File.ReadAllText(Path.Combine(Folder, file)));
}
