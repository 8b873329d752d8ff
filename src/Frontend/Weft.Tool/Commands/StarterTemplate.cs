namespace Weft.Tool;

/// <summary>Something that <c>weft new</c> writes.</summary>
/// <param name="Files">Each with the resource that it is made from; <c>NAME</c> stands for the name that was given.</param>
/// <param name="Steps">What to type next.</param>
internal sealed record StarterTemplate(
    string Name, string Description, IReadOnlyList<(string Path, string Resource)> Files, IReadOnlyList<string> Steps)
{
    public static IReadOnlyList<StarterTemplate> All { get; } =
    [
        new("kernel", "one kernel in .weft", [("NAME.weft", "kernel.weft")],
            ["weft check NAME.weft", "weft run NAME.weft --shape picture=256x448 --out picture=NAME.pgm"]),
        new("workflow", "kernels and a workflow in .weft", [("NAME.weft", "workflow.weft")],
        [
            "weft run NAME.weft rings --shape picture=128x128 --out picture=rings.npy",
            "weft run NAME.weft NAME --in img=rings.npy --out result=NAME.pgm",
        ]),
        new("csharp", "a C# project with a kernel", [("NAME/NAME.csproj", "project.txt"), ("NAME/Program.cs", "program.txt")],
            ["dotnet run --project NAME"]),
    ];

    public static string Names => string.Join(", ", All.Select(template => template.Name));

    public static StarterTemplate? Find(string name) => All.FirstOrDefault(template => template.Name == name);

    public static string Fill(string text, string name) => text.Replace("NAME", name, StringComparison.Ordinal);

    /// <summary>The text of a resource for a name.</summary>
    public static string Read(string resource, string name)
    {
        using var stream = typeof(StarterTemplate).Assembly.GetManifestResourceStream($"Templates.{resource}")!;
        return Fill(new StreamReader(stream).ReadToEnd(), name).Replace("VERSION", Commands.Version, StringComparison.Ordinal);
    }
}
