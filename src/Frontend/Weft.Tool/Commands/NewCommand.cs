using System.CommandLine;
using System.Text;
using System.Text.RegularExpressions;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary><c>weft new NAME</c>: a start that works.</summary>
internal static partial class NewCommand
{
    public static ToolCommand Command { get; } = CommandLine.Command("new", "a starter file or project", Describe);

    private static CommandSyntax Describe()
    {
        var name = new Argument<string>("NAME") { Description = "of the kernel, workflow or project, and of its file or directory" };
        var template = new Option<string>("--template")
        {
            Description = "what to start with: " + string.Join("; ", StarterTemplate.All.Select(t => $"{t.Name}, {t.Description}")),
            DefaultValueFactory = _ => StarterTemplate.All[0].Name,
        };
        return new(new Command("new", "Writes a starter file or project.") { name, template }, (context, parsed) =>
        {
            var (wanted, kind) = (parsed.GetValue(name)!, parsed.GetValue(template)!);
            if (!Name().IsMatch(wanted))
                return CommandLine.Misused(context, "new", $"'{wanted}' cannot be a name; use letters, digits and '_'");
            return StarterTemplate.Find(kind) is { } found ? Write(context, found, wanted) : CommandLine.Misused(
                context, "new", $"--template takes one of {StarterTemplate.Names}, not '{kind}'{Suggest(kind)}");
        });
    }

    private static string Suggest(string template) => Suggestion.For(template, StarterTemplate.All.Select(t => t.Name));

    private static ExitCode Write(ToolContext context, StarterTemplate template, string name)
    {
        var files = template.Files.Select(file => (Path: StarterTemplate.Fill(file.Path, name), file.Resource)).ToList();
        // All or nothing: what is there stays.
        foreach (var (path, _) in files)
            if (Path.Exists(context.Resolve(path)))
                throw new WeftException(ToolDiagnostics.AlreadyThere.At(default, path));
        foreach (var (path, resource) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(context.Resolve(path))!);
            context.Write(path, Encoding.UTF8.GetBytes(StarterTemplate.Read(resource, name)));
            context.Inform($"wrote {path}");
        }

        context.Inform("next:");
        foreach (var step in template.Steps) context.Inform($"  {StarterTemplate.Fill(step, name)}");
        return ExitCode.Done;
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Name();
}
