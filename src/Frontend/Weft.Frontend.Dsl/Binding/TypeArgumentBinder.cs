using System.Collections.Immutable;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Finds what the type parameters of a generic kernel or func stand for: written, as in <c>axpy&lt;f32&gt;(...)</c>, or the
/// types of the arguments.</summary>
internal sealed class TypeArgumentBinder(BodyContext context)
{
    /// <summary>The types for a call; null, reported, where they are not known.</summary>
    public ImmutableArray<ElementType>? OfCall(CallSyntax call, SourceDeclaration generic, ExpressionBinder expressions)
    {
        if (!call.Types.IsEmpty) return Written(call.Types, generic.Syntax, call);
        var types = ImmutableArray.CreateBuilder<ElementType>();
        foreach (var parameter in GenericTable.TypeParameters(generic.Syntax))
        {
            if (Infer(call, parameter, generic.Syntax, expressions) is not { } type || !Check(parameter, type, call.Callee)) return null;
            types.Add(type);
        }

        return types.ToImmutable();
    }

    /// <summary>The types that are written; null, reported, where they do not fit.</summary>
    public ImmutableArray<ElementType>? Written(ImmutableArray<NameSyntax> names, DeclarationSyntax generic, SyntaxNode at)
    {
        var parameters = GenericTable.TypeParameters(generic);
        if (names.Length != parameters.Length)
        {
            var form = $"{generic.Name.Text}<{string.Join(", ", parameters.Select(parameter => parameter.Name.Text))}>";
            var wanted = Placeholders.Count(parameters.Length, "type");
            return Refuse(at, DslDiagnostics.TypeArgumentCount, generic.Name.Text, wanted, names.Length, form);
        }

        var types = ImmutableArray.CreateBuilder<ElementType>();
        foreach (var (name, parameter) in names.Zip(parameters))
        {
            if (context.TypeNamed(name.Text) is not ScalarType { Kind: var kind })
                return Refuse(
                    name,
                    DslDiagnostics.UnknownType,
                    name.Text,
                    Suggestion.For(name.Text, ElementTypes.Names),
                    string.Join(' ', ElementTypes.Names));
            if (!Check(parameter, kind, name)) return null;
            types.Add(kind);
        }

        return types.ToImmutable();
    }

    /// <summary>The type of the arguments whose parameter has it; where they are literals alone, the one they have by themselves.</summary>
    private ElementType? Infer(CallSyntax call, TypeParameterSyntax parameter, DeclarationSyntax generic, ExpressionBinder expressions)
    {
        var declared = generic is FuncSyntax func ? func.Parameters : ((KernelSyntax)generic).Parameters;
        (ElementType Type, ArgumentSyntax From)? found = null;
        ElementType? open = null;
        foreach (var (taken, argument) in declared.Zip(call.Arguments).Where(pair => pair.First.Type.Element.Text == parameter.Name.Text))
        {
            // What is found out here is bound again, and reported then, where the call is bound.
            var value = context.Diagnostics.Muted(() => context.Collecting([], () => expressions.Bind(argument.Value)));
            if (value.Type is OpenType literal) open = open == ElementType.F32 ? open : literal.Default;
            if (value.Type is not (ScalarType or ArrayType)) continue;
            var kind = value.Type is ArrayType array ? array.Element : ((ScalarType)value.Type).Kind;
            if (found is var (first, from) && first != kind)
            {
                var (one, other) = (expressions.TextOf(from), expressions.TextOf(argument));
                object?[] said = [parameter.Name.Text, generic.Name.Text, first.Name, one, kind.Name, other];
                Refuse(argument, DslDiagnostics.TypeArgumentsDiffer, said);
                return null;
            }

            found ??= (kind, argument);
        }

        if ((found?.Type ?? open) is { } result) return result;
        var form = $"{generic.Name.Text}<{TypeKinds.Example(GenericTable.KindOf(parameter)).Name}>(...)";
        Refuse(call.Callee, DslDiagnostics.TypeArgumentUnknown, parameter.Name.Text, generic.Name.Text, form);
        return null;
    }

    private bool Check(TypeParameterSyntax parameter, ElementType type, SyntaxNode at)
    {
        var kind = GenericTable.KindOf(parameter);
        if (TypeKinds.Includes(kind, type)) return true;
        Refuse(at, DslDiagnostics.TypeArgumentKind, parameter.Name.Text, kind, type.Name, TypeKinds.Members(kind));
        return false;
    }

    private ImmutableArray<ElementType>? Refuse(SyntaxNode at, DiagnosticDescriptor descriptor, params object?[] arguments)
    {
        context.Diagnostics.Report(descriptor, at.Span, arguments);
        return null;
    }
}
