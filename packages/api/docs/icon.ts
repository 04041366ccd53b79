/** The icon of every page: a baton on its way from one hand to the next. Legible at 16 pixels, on light and on dark. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="7" fill="#0b68cb"/>
<path d="M9 23 23 9" stroke="#fff" stroke-width="6" stroke-linecap="round"/>
<path d="m13.5 18.5 5-5" stroke="#0b68cb" stroke-width="2.5"/>
</svg>
`;
