using System.Diagnostics.CodeAnalysis;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Binds the bodies of a large program at the same time. Once all is declared they are independent of one another, except for
/// what is said of them: a program of which anything is to be said is bound body by body instead.</summary>
internal sealed class BodiesSideBySide(ProgramSymbols program, int threads)
{
    /// <summary>False where nothing was done.</summary>
    /// <param name="bound">In the order in which they were pending.</param>
    public bool TryBind([NotNullWhen(true)] out List<BoundBody>? bound)
    {
        bound = null;
        var count = DeclarationParts.Of(program.Generics.Bodies.Count, threads);
        // Bodies that use generic kernels declare those for their types.
        if (count == 1 || program.Generics.Names.Any()) return false;
        PendingBody[] bodies = [.. program.Generics.Bodies];
        var parts = new (ProgramSymbols Fork, List<BoundBody> Bodies)?[count];
        SideBySide.Run(parts.Length, threads, () => bodies, (all, i) =>
        {
            var (start, end) = (i * all.Length / parts.Length, (i + 1) * all.Length / parts.Length);
            var (fork, done) = (program.Fork(), new List<BoundBody>(end - start));
            for (var body = start; body < end; body++) done.Add(Bind(fork, all[body]));
            if (fork.Bag.Count > 0) return false;
            parts[i] = (fork, done);
            return true;
        });
        if (Array.Exists(parts, part => part is null)) return false;
        program.Generics.Bodies.Clear();
        bound = new(bodies.Length);
        foreach (var part in parts)
        {
            program.Join(part!.Value.Fork);
            bound.AddRange(part.Value.Bodies);
        }

        return true;
    }

    private static BoundBody Bind(ProgramSymbols fork, PendingBody body)
    {
        var diagnostics = fork.DiagnosticsOf(body.Declaration.Diagnostics);
        diagnostics.Names.Declare(body.Declaration.Syntax.Name, body.Symbol);
        return new BodyBinder(fork, declarationsAreSound: true).Bind(
            body with { Declaration = body.Declaration with { Diagnostics = diagnostics } });
    }
}
