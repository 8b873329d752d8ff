namespace Weft.Frontend.Tests.Dsl;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Grammar => Path.Combine(Root, "src", "Frontend", "Weft.Frontend.Dsl", "Grammar");

    public static string DslTests => Path.Combine(Root, "tests", "Weft.Frontend.Tests", "Dsl");

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Compiler.sln")) ? folder
        : Path.GetDirectoryName(folder) is { } parent ? Find(parent)
        : throw new InvalidOperationException("no checkout around the tests");
}
