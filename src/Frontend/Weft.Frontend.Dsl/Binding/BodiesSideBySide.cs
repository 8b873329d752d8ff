using System.Diagnostics.CodeAnalysis;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Binds the bodies of a large program at the same time. Once all is declared they are independent of one another, except for
/// what is said of them: a program of which anything is to be said is bound body by body instead.</summary>
internal sealed class BodiesSideBySide(ProgramSymbols program, int threads)
{
    // Below so many bodies the threads cost more than they save; many parts for each thread, as bodies differ in length.
    private const int WorthThreads = 128;
    private const int PartsPerThread = 16;

    /// <summary>False where nothing was done.</summary>
    /// <param name="bound">In the order in which they were pending.</param>
    public bool TryBind([NotNullWhen(true)] out List<BoundBody>? bound)
    {
        bound = null;
        // Bodies that use generic kernels declare those for their types.
        if (threads <= 1 || program.Generics.Bodies.Count < WorthThreads || program.Generics.Names.Any()) return false;
        PendingBody[] bodies = [.. program.Generics.Bodies];
        var parts = new (ProgramSymbols Fork, List<BoundBody> Bodies)?[Math.Min(threads * PartsPerThread, bodies.Length)];
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
