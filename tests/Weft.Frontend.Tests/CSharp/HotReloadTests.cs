using Weft.Frontend.Tests.Packages;
using Xunit;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>A kernel is edited while its program runs: <c>dotnet watch</c> and debuggers replace bodies, those of what is generated,
/// too.</summary>
public sealed class HotReloadTests : IDisposable
{
    private const string Text = """
        using System.IO; using System.Linq; using System.Reflection; using System.Reflection.Metadata;
        static class Program
        {
            [Kernel] static void Count(Span<int> y)
            {
                for (var i = 0; i < y.Length; i++)
                    y[i] = i;
            }

            [Kernel] static void Other(Span<int> y) => y[0] = 7;

            const BindingFlags All = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

            static void Main(string[] delta)
            {
                Tell();
                MetadataUpdater.ApplyUpdate(
                    typeof(Program).Assembly, File.ReadAllBytes(delta[0]), File.ReadAllBytes(delta[1]), File.ReadAllBytes(delta[2]));
                // As the agent of dotnet watch does.
                foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
                    foreach (var handler in assembly.GetCustomAttributes<MetadataUpdateHandlerAttribute>())
                        handler.HandlerType.GetMethod("ClearCache", All, [typeof(Type[])])?.Invoke(null, [null]);
                Tell();
            }

            static void Tell()
            {
                int[] plain = [0, 0, 0], compiled = [0, 0, 0];
                Count(plain);
                CountKernel.Launch(compiled);
                OtherKernel.Launch(plain.AsSpan(0, 1));
                Console.WriteLine(string.Join(" ", plain) + ", " + string.Join(" ", compiled));
            }
        }
        """;

    private readonly OutsideFolder _folder = new();

    private static EditedProgram Edited(string old, string text) => new(Text, Text.Replace(old, text, StringComparison.Ordinal));

    [Fact]
    public void Edits_of_a_body_change_bodies_alone()
    {
        var program = Edited("y[i] = i;", "y[i] = 10 * i + y[i];");
        Assert.Equal(program.Shapes.Old, program.Shapes.New);
        Assert.Equal(["Count", "Supply", "get_Ir"], program.Updates.Select(update => update.New.Name).Order(StringComparer.Ordinal));
        Assert.All(program.Updates, update => Assert.Contains("Count", update.New.ToDisplayString(), StringComparison.Ordinal));
    }

    // Programs say where their operations stand, so that faults name the line.
    [Fact]
    public void A_line_above_changes_programs_alone()
    {
        var updates = Edited("static class Program", "// a line\nstatic class Program").Updates;
        Assert.Equal(["Supply", "Supply", "get_Ir", "get_Ir"], updates.Select(update => update.New.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_running_program_launches_the_kernel_as_it_is_now()
    {
        var program = Edited("y[i] = i;", "y[i] = 10 * i + y[i];");
        File.WriteAllBytes(_folder.PathOf("App.dll"), [.. program.Image]);
        File.WriteAllBytes(_folder.PathOf("App.pdb"), [.. program.Symbols]);
        string[] delta = ["delta.metadata", "delta.il", "delta.pdb"];
        foreach (var (file, bytes) in delta.Zip(program.Delta())) File.WriteAllBytes(_folder.PathOf(file), bytes);
        foreach (var part in Directory.GetFiles(AppContext.BaseDirectory, "Weft.*.dll"))
            File.Copy(part, _folder.PathOf(Path.GetFileName(part)));
        _folder.Write("App.runtimeconfig.json", $$"""
            { "runtimeOptions": { "framework": { "name": "Microsoft.NETCore.App", "version": "{{Environment.Version}}" } } }
            """);

        var (output, _) = _folder.Run("dotnet", [("DOTNET_MODIFIABLE_ASSEMBLIES", "debug")], ["exec", "App.dll", .. delta]);
        Assert.Equal(["7 1 2, 0 1 2", "7 10 20, 0 10 20"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    public void Dispose() => _folder.Dispose();
}
