/** The invented State of the demonstration and two of its districts; the numbers are invented, too. */
export const populationCsv = `area,area name,year,sex,age,persons
XPA,,2023,F,Y0T17,410000
XPA,,2023,M,Y0T17,430000
XPA,,2023,F,Y_GE18,1600000
XPA,,2023,M,Y_GE18,1560000
XPA,,2024,F,Y0T17,408000
XPA,,2024,M,Y0T17,428000
XPA,,2024,F,Y_GE18,1622000
XPA,,2024,M,Y_GE18,1582000
XPA-01,Harbour,2024,_T,_T,1540000
XPA-02,Uplands,2024,_T,_T,2500000
`
