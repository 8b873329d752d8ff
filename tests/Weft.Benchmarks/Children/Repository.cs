namespace Weft.Benchmarks;

/// <summary>Places in the checkout that this program was built in.</summary>
internal static class Repository
{
    public static string PathOf(string path) => Checkout.At(path);

    /// <summary>The tool, as the checkout's own build left it.</summary>
    public static string Tool => PathOf($"src/Frontend/Weft.Tool/bin/{Configuration}/net10.0/weft.dll");

    /// <summary>The same as a program of its own, as an installed tool is.</summary>
    public static string ToolProgram => Path.ChangeExtension(Tool, null);

    /// <summary>A part of the C# generator, for a compiler to load.</summary>
    public static string GeneratorPart(string file) =>
        PathOf($"src/Frontend/Weft.Frontend.CSharp/bin/{Configuration}/netstandard2.0/{file}");

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif
}
