using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Weft.IR;

namespace Weft.Frontend.CSharp;

/// <summary>A generic kernel is one for each of the types that <c>[Kernel(typeof(float), typeof(double))]</c> names: its variants.
/// </summary>
internal static class KernelVariants
{
    /// <summary>What is read of each variant. What is wrong with several of them is told once.</summary>
    public static Sequence<KernelModel> ReadAll(
        KernelSource source, Func<KernelSource, CancellationToken, KernelModel> read, CancellationToken cancellation)
    {
        if (!source.Method.IsGenericMethod) return [read(source, cancellation)];
        var told = new HashSet<(string, DiagnosticPlace)>();
        var models = new List<KernelModel>();
        foreach (var method in Of(source.Method, source.Semantics.Compilation, out _).DefaultIfEmpty(source.Method))
        {
            var model = read(source with { Method = method }, cancellation);
            models.Add(model with { Diagnostics = model.Diagnostics.Where(d => told.Add((d.Id, d.Place))).ToSequence() });
        }

        return models.Select(model => model with { HasOverloads = models.Count(other => TakesTheSame(model, other)) == 1 }).ToSequence();
    }

    /// <summary>What is wrong with the types that a kernel is compiled for; null when nothing is.</summary>
    public static string? ProblemOf(KernelSource source)
    {
        for (var type = source.Method.ContainingType; type is not null; type = type.ContainingType)
            if (type.IsGenericType)
                return $"It is in '{type.ToDisplayString()}': move it to a type that is not generic, with type parameters of its own.";
        if (!source.Method.IsGenericMethod)
            return TypesOf(source.Method).Any() ? "It has no type parameters: name no types in its [Kernel]." : null;
        return Of(source.Method, source.Semantics.Compilation, out var problem).Count == 0 ? problem : null;
    }

    /// <summary>The variants of a generic kernel; none where something is wrong with its types.</summary>
    public static IReadOnlyList<IMethodSymbol> Of(IMethodSymbol method, Compilation compilation, out string problem)
    {
        method = method.OriginalDefinition;
        var (types, count) = (TypesOf(method).ToList(), method.TypeParameters.Length);
        problem = types.Count == 0 ? $"Name the types that it is compiled for: [Kernel({Example(count)})]."
            : types.Count % count != 0 ? $"Its [Kernel] names {types.Count} types for {count} type parameters: [Kernel({Example(count)})]."
            : "";
        if (problem.Length > 0) return [];
        var variants = new List<IMethodSymbol>();
        for (var first = 0; first < types.Count; first += count)
        {
            ITypeSymbol[] arguments = [.. types.Skip(first).Take(count)];
            problem = Problem(method, arguments, compilation) ?? "";
            if (problem.Length > 0) return [];
            variants.Add(method.Construct(arguments));
        }

        return [.. variants.Distinct<IMethodSymbol>(SymbolEqualityComparer.Default)];
    }

    /// <summary>The types that the attributes of a method name, in order.</summary>
    private static IEnumerable<ITypeSymbol> TypesOf(IMethodSymbol method) => method.GetAttributes()
        .Where(a => a.AttributeClass?.ToDisplayString() == KernelGenerator.KernelAttribute)
        .SelectMany(a => a.ConstructorArguments.Where(argument => argument is { Kind: TypedConstantKind.Array, IsNull: false }))
        .SelectMany(list => list.Values).Select(type => type.Value).OfType<ITypeSymbol>();

    /// <summary>The class of a variant: <c>OfFloat</c>. Null for kernels that are not generic.</summary>
    public static string? NameOf(IMethodSymbol method) => !method.IsGenericMethod ? null
        : "Of" + string.Concat(method.TypeArguments.Select(NameOf));

    private static string NameOf(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { Arity: > 0 } generic => generic.Name + "Of" + string.Concat(generic.TypeArguments.Select(NameOf)),
        { SpecialType: SpecialType.None } => type.Name,
        _ => Capitalised(type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)),
    };

    private static string Capitalised(string keyword) => char.ToUpperInvariant(keyword[0]) + keyword.Substring(1);

    private static string Example(int count) => count == 1 ? "typeof(float), typeof(double)"
        : string.Join(", ", new[] { "typeof(float)", "typeof(int)" }.Concat(Enumerable.Repeat("typeof(double)", count - 2)));

    private static string? Problem(IMethodSymbol method, IReadOnlyList<ITypeSymbol> arguments, Compilation compilation)
    {
        var closed = method.Construct([.. arguments]);
        for (var i = 0; i < arguments.Count; i++)
        {
            var (parameter, argument) = (method.TypeParameters[i], arguments[i]);
            if (argument is INamedTypeSymbol { IsUnboundGenericType: true })
                return $"'{argument.ToDisplayString()}' needs type arguments: name each of its types.";
            if (!Fits(parameter, argument, closed, compilation))
                return $"'{argument.ToDisplayString()}' is not a type that its '{parameter.Name}' can be.";
        }

        return null;
    }

    private static bool Fits(ITypeParameterSymbol parameter, ITypeSymbol argument, IMethodSymbol closed, Compilation compilation)
    {
        if ((parameter.HasValueTypeConstraint || parameter.HasUnmanagedTypeConstraint) && !argument.IsValueType) return false;
        var constraints = new Lowering.TypeArguments(compilation).With(closed);
        return parameter.ConstraintTypes.Select(constraints.Close)
            .All(type => compilation.ClassifyConversion(argument, type) is { IsImplicit: true, IsUserDefined: false, IsNumeric: false });
    }

    private static bool TakesTheSame(KernelModel a, KernelModel b) =>
        a.Parameters.AsEnumerable().Select(p => p.Type.Spelling).SequenceEqual(b.Parameters.AsEnumerable().Select(p => p.Type.Spelling));
}
