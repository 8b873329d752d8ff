namespace Weft.Frontend.Tests.Dsl;

/// <summary>Places in the checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root => Checkout.Root;

    public static string Grammar => Path.Combine(Root, "src", "Frontend", "Weft.Frontend.Dsl", "Grammar");

    public static string DslTests => Path.Combine(Root, "tests", "Weft.Frontend.Tests", "Dsl");
}
