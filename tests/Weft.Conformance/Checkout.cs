namespace Weft.Conformance;

/// <summary>The checkout that this program was built in.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "Compiler.sln"))) return directory.FullName;
        throw new InvalidOperationException("this program must be run from a checkout");
    }
}
